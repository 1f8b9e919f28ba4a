namespace Rota.Hosting;

/// <summary>The workers behind all views of a <see cref="FairTaskScheduler"/>: at most so many loops on the thread pool, each taking the next task in the fair order.</summary>
internal sealed class FairPool
{
    /// <summary>A microsecond: what a task costs at least.</summary>
    private const double LeastCost = 1e-6;

    [ThreadStatic]
    private static FairPool? here;

    /// <summary>Seconds that tasks took which ran inside the present one: they are charged to their own users.</summary>
    [ThreadStatic]
    private static double inside;

    private readonly Lock gate = new();
    private readonly FairLine<(FairTaskScheduler Scheduler, Task Task)> line;
    private readonly Dictionary<Task, FairTicket<(FairTaskScheduler Scheduler, Task Task)>> tickets = [];
    private readonly MeasuredCosts costs = new(LeastCost);
    private readonly TimeProvider time;
    private int workers;

    public FairPool(FairSchedulerOptions options)
    {
        if (options.Concurrency < 1) throw new RotaException($"concurrency {options.Concurrency}, expected at least 1");
        Concurrency = options.Concurrency;
        line = new(options, options.Concurrency, (user, _) => costs.Of(user));
        time = options.Time;
    }

    public int Concurrency { get; }

    /// <summary>True on a thread that works for this pool.</summary>
    public bool IsHere => here == this;

    public void Queue(FairTaskScheduler scheduler, Task task)
    {
        lock (gate)
        {
            tickets.Add(task, line.Enqueue(scheduler.User, (scheduler, task)));
            if (workers == Concurrency) return;
            workers++;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static pool => pool.Work(), this, preferLocal: false);
    }

    /// <summary>Takes a task out that will not be run; false when it no longer waits.</summary>
    public bool Withdraw(Task task)
    {
        lock (gate) return tickets.Remove(task, out var ticket) && line.Withdraw(ticket);
    }

    /// <summary>Takes a task out before its turn, to be run on the thread that asks; null when it no longer waits.</summary>
    public FairTicket<(FairTaskScheduler Scheduler, Task Task)>? Take(Task task)
    {
        lock (gate) return tickets.Remove(task, out var ticket) ? line.Take(ticket) : null;
    }

    /// <summary>Runs a task that was taken out, and charges its user what it took.</summary>
    public bool Run(FairTicket<(FairTaskScheduler Scheduler, Task Task)> ticket)
    {
        var (began, outer) = (time.GetTimestamp(), inside);
        inside = 0;
        try
        {
            return ticket.Item.Scheduler.Execute(ticket.Item.Task);
        }
        finally
        {
            var took = time.GetElapsedTime(began).TotalSeconds;
            lock (gate) line.Settle(ticket, costs.Learn(ticket.User, took - inside));
            inside = outer + took;
        }
    }

    public Task[] Waiting()
    {
        lock (gate) return [.. tickets.Keys];
    }

    private void Work()
    {
        here = this;
        try
        {
            while (Next() is { } ticket) Run(ticket);
        }
        finally
        {
            here = null;
        }
    }

    private FairTicket<(FairTaskScheduler Scheduler, Task Task)>? Next()
    {
        lock (gate)
        {
            if (line.Take() is { } ticket)
            {
                tickets.Remove(ticket.Item.Task);
                return ticket;
            }
            workers--;
            return null;
        }
    }
}
