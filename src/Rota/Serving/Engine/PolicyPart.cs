namespace Rota.Serving.Engine;

/// <summary>
/// One choice of a policy, live on one instance: told what happens, asked at its moment. Its state is what it was told; it has no clock, no I/O and
/// no randomness but the stream of its <see cref="PolicyContext"/>.
/// </summary>
public abstract class PolicyPart
{
    /// <summary>A request joined the instance's queue: new, or back after it lost its KV.</summary>
    public virtual void Queued(ServingView view, int request) { }

    /// <summary>A request left the queue and runs.</summary>
    public virtual void Admitted(ServingView view, int request) { }

    /// <summary>A request made its first token.</summary>
    public virtual void FirstTokenMade(ServingView view, int request) { }

    /// <summary>A request is done: <see cref="ServingView.Generated"/> is its output length.</summary>
    public virtual void Finished(ServingView view, int request) { }

    /// <summary>A request lost its KV and goes back to the queue; what it had computed is told before it is lost.</summary>
    public virtual void Preempted(ServingView view, int request) { }

    /// <summary>A request was given up.</summary>
    public virtual void Aborted(ServingView view, int request) { }

    /// <summary>A request behind its prompt left the instance: its KV is on the way to another one.</summary>
    /// <param name="view">The instance it leaves.</param>
    /// <param name="request">The request.</param>
    /// <param name="target">Where it goes.</param>
    public virtual void HandedOver(ServingView view, int request, int target) { }

    /// <summary>A step ended.</summary>
    /// <param name="view">The instance after the step.</param>
    /// <param name="plan">What was done.</param>
    /// <param name="duration">How long it took, picoseconds.</param>
    public virtual void StepEnded(ServingView view, StepPlan plan, long duration) { }

    /// <summary>What the part counted on its way, for reports; asked when the run is over.</summary>
    public virtual IEnumerable<PolicyMeasure> Measures => [];
}
