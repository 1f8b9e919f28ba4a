namespace Rota.Serving.Engine;

/// <summary>What happens to a context's KV at a pause of its program, and whose held context goes when room is needed.</summary>
public abstract class Retention : PolicyPart
{
    /// <summary>
    /// Until when the context of a turn that just ended stays on the GPU: a time at or before now frees it into the prefix cache, <see cref="SimTime.Never"/> holds
    /// it without end.
    /// </summary>
    public abstract long HoldUntil(ServingView view, int request);

    /// <summary>Called first in every step: releases what has expired and says when the next expires, through the draft.</summary>
    public virtual void BeginStep(ServingView view, StepDraft draft) { }

    /// <summary>A program whose held context is given up because room is needed; -1 for none.</summary>
    public virtual int ReleaseForRoom(ServingView view, StepDraft draft) => -1;
}
