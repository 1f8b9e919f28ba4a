namespace Rota.Hosting;

/// <summary>
/// A task scheduler whose tasks share a number of threads of the thread pool among users, by weight: who queues a thousand tasks delays another's single one by no more than a fair share.
/// <see cref="For"/> gives the scheduler of a user; tasks started on it, and what they await, come back to it and are charged to that user by the time they run.
/// </summary>
/// <remarks>
/// The user is part of the scheduler and not ambient, because .NET queues the continuation of an await from whatever thread completed it. A task that waits for another task of the same
/// pool runs it on its own thread, so that nested waits do not hang the pool; blocking on anything else takes a worker away, as with every scheduler of bounded width.
/// </remarks>
public sealed class FairTaskScheduler : TaskScheduler
{
    private readonly FairPool pool;

    /// <summary>A scheduler of its own pool, for the user "".</summary>
    /// <exception cref="RotaException">An option is out of range.</exception>
    public FairTaskScheduler(FairSchedulerOptions? options = null) : this(new FairPool(options ?? new()), "") { }

    private FairTaskScheduler(FairPool pool, string user) => (this.pool, User) = (pool, user);

    /// <summary>Whose tasks these are.</summary>
    public string User { get; }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => pool.Concurrency;

    /// <summary>The scheduler of a user on the same pool. Cheap; need not be kept.</summary>
    public FairTaskScheduler For(string user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(pool, user);
    }

    /// <summary>Runs asynchronous work for a user; its result or exception comes out. A token that is cancelled before its turn keeps it from running.</summary>
    public Task<T> Run<T>(string user, Func<Task<T>> work, CancellationToken cancellation = default) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.DenyChildAttach, For(user)).Unwrap();

    /// <summary>Runs work for a user.</summary>
    public Task Run(string user, Action work, CancellationToken cancellation = default) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.DenyChildAttach, For(user));

    internal bool Execute(Task task) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => pool.Queue(this, task);

    /// <inheritdoc/>
    protected override bool TryDequeue(Task task) => pool.Withdraw(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        // Only a worker may, which holds a place already; anybody else would be one more.
        if (!pool.IsHere) return false;
        if (!taskWasPreviouslyQueued) return TryExecuteTask(task);
        return pool.Take(task) is { } ticket && pool.Run(ticket);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => pool.Waiting();
}
