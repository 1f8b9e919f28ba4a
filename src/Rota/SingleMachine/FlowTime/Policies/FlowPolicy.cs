namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// Who runs next among jobs that reveal their work one operation at a time. One object serves a simulation and a live host alike: it hears of arrivals, work and ends
/// through <see cref="FlowScheduler"/> and names the job to run. It has no clock and no chance of its own. An object serves one run.
/// </summary>
public abstract class FlowPolicy
{
    /// <summary>What the policy may know; set before the first event.</summary>
    protected FlowView View { get; private set; } = new();

    /// <summary>A job has arrived; the view has its first length.</summary>
    public abstract void OnArrival(int job);

    /// <summary>Work was done on a job that <see cref="Current"/> or <see cref="Top"/> named; the view counts it already.</summary>
    public virtual void OnWork(int job, long amount) { }

    /// <summary>An operation is done and the view has the next one's length; or the job is finished and leaves.</summary>
    public abstract void OnOperationDone(int job, bool finished);

    /// <summary>The job to run, -1 when none is alive. Asked after every event; asked twice without an event it answers the same.</summary>
    public abstract int Current();

    /// <summary>The longest time <see cref="Current"/>'s answer holds when nothing happens, at least 1 tick. Default: until something happens.</summary>
    public virtual long Quantum(int job) => long.MaxValue;

    /// <summary>The first jobs in order, for several servers; how many were written: as many as are alive or fit. The first is <see cref="Current"/>'s.</summary>
    public abstract int Top(Span<int> jobs);

    internal void Begin(FlowView view) => View = view;
}
