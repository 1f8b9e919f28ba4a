namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>A policy that runs the job with the smallest index, where work only ever improves the index of the job worked on.</summary>
public abstract class IndexPolicy : FlowPolicy
{
    private readonly JobHeap heap = new();

    /// <summary>The job's index: smallest first, ties by the second number, then by the lower job number.</summary>
    protected abstract (long Key, long Tie) Index(int job);

    /// <inheritdoc/>
    public override void OnArrival(int job) => Refresh(job);

    /// <inheritdoc/>
    public override void OnWork(int job, long amount) => Refresh(job);

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        if (finished) heap.Remove(job);
        else Refresh(job);
    }

    /// <inheritdoc/>
    public override int Current() => heap.Peek;

    /// <inheritdoc/>
    public override int Top(Span<int> jobs) => heap.Top(jobs);

    private void Refresh(int job)
    {
        var (key, tie) = Index(job);
        heap.Set(job, key, tie);
    }
}
