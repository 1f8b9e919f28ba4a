namespace Rota.Serving.Engine;

/// <summary>Who is next, and who has to make room.</summary>
public abstract class RequestOrder : PolicyPart
{
    /// <summary>
    /// True when a waiting request's key stays the same while it waits, so that the queue stays sorted. It may change when the context held for its program is
    /// released; the key is asked for again then.
    /// </summary>
    public virtual bool IsStatic => true;

    /// <summary>Called before the keys of all waiting requests are asked for in one step; only where the order is not static.</summary>
    public virtual void BeginSort(ServingView view) { }

    /// <summary>The request's place in the order; the smallest is next.</summary>
    public abstract OrderKey Key(ServingView view, int request);

    /// <summary>The running request that loses its KV when room is needed; -1 when none may. By default the one admitted last, as in vLLM.</summary>
    public virtual int Victim(ServingView view, StepDraft draft) => draft.LastRunning;
}
