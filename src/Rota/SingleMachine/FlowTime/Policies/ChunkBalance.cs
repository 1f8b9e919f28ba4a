namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// Chunk-Balance: Balance on virtual chunks of operations. A chunk is estimated by its first operation; operations of its class or below join it, a larger one closes it and opens
/// the next, which is full again. Our reconstruction of the O(m_1 m_2)-competitive algorithm of arXiv 2602.12716, whose text was not reachable; only its idea is the paper's.
/// </summary>
/// <param name="options">Base of the classes, the full fraction, and patience.</param>
public sealed class ChunkBalance(BalanceOptions? options = null) : FlowPolicy
{
    private readonly BalanceLine line = new((options ?? new()).Validated().FullFraction);
    private readonly SizeClasses classes = new((options ?? new()).Base);
    private readonly double patience = (options ?? new()).Patience;
    private long[] opened = new long[16];
    private long[] volume = new long[16];

    /// <summary>Jobs whose current chunk has run, bottom of the stack first.</summary>
    public IReadOnlyList<int> Partial => line.Stack;

    /// <summary>The class of a job's current chunk.</summary>
    public int ClassOf(int job) => line.ClassOf(job);

    /// <inheritdoc/>
    public override void OnArrival(int job)
    {
        if (job >= opened.Length)
        {
            Array.Resize(ref opened, 2 * job);
            Array.Resize(ref volume, 2 * job);
        }
        Open(job);
    }

    /// <inheritdoc/>
    public override void OnWork(int job, long amount)
    {
        volume[job] += amount;
        line.Touch(job);
    }

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        if (!finished && classes.Of(View.Size(job)) <= line.ClassOf(job) && volume[job] <= patience * opened[job]) return;
        line.Remove(job);
        if (!finished) Open(job);
    }

    /// <inheritdoc/>
    public override int Current() => line.Decide();

    /// <inheritdoc/>
    public override int Top(Span<int> jobs) => line.Top(jobs);

    private void Open(int job)
    {
        (opened[job], volume[job]) = (View.Size(job), 0);
        line.Add(job, classes.Of(View.Size(job)));
    }
}
