namespace Rota.Serving.Engine;

/// <summary>May the next request enter now?</summary>
public abstract class Admission : PolicyPart
{
    /// <summary>True when a request that was refused stays refused until something happens besides decoding steps.</summary>
    public virtual bool IsStable => true;

    /// <summary>Most requests admitted in one step.</summary>
    public virtual int MaxPerStep => int.MaxValue;

    /// <summary>Called before the first question of a step.</summary>
    public virtual void BeginRound(ServingView view, StepDraft draft) { }

    /// <summary>Whether a waiting request may enter. That its blocks are there is checked by the draft all the same.</summary>
    public abstract AdmissionVerdict Decide(ServingView view, StepDraft draft, int request);
}
