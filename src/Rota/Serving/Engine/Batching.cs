namespace Rota.Serving.Engine;

/// <summary>What may share a step: writes the plan of the next step from the answers of the other choices.</summary>
public abstract class Batching : PolicyPart
{
    /// <summary>True when a step started can be stopped at a segment's end because a request arrived; then <see cref="StopsFor"/> is asked.</summary>
    public virtual bool Interrupts => false;

    /// <summary>Plans the next step. Pure: the same view and the same parts in the same state give the same plan.</summary>
    public abstract void Plan(ServingView view, PolicyParts parts, StepDraft draft);

    /// <summary>Releases what is held, or preempts the order's victim; false when the request itself had to go, or nobody may.</summary>
    protected static bool MakeRoom(ServingView view, PolicyParts parts, StepDraft draft, int request)
    {
        if (parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
        {
            draft.Release(program);
            return true;
        }
        var victim = parts.Order.Victim(view, draft);
        if (victim < 0) return false;
        draft.Preempt(victim);
        return victim != request;
    }

    /// <summary>
    /// True when, after a step that only decodes, the same plan comes again as long as nothing arrives, ends or runs out of blocks. Then the core may make
    /// many such steps at once.
    /// </summary>
    public abstract bool IsStable(ServingView view, PolicyParts parts);

    /// <summary>While a step runs: whether it is to stop at its next segment's end, since <paramref name="request"/> arrived.</summary>
    public virtual bool StopsFor(ServingView view, PolicyParts parts, int request) => false;
}
