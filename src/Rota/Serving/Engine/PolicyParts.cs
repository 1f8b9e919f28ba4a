namespace Rota.Serving.Engine;

/// <summary>A policy's choices, live on one instance.</summary>
/// <param name="Order">Who is next.</param>
/// <param name="Admission">May it enter.</param>
/// <param name="Retention">What happens to its KV at a pause.</param>
/// <param name="Prefill">How a prompt is cut.</param>
/// <param name="Batching">What may share a step.</param>
/// <param name="Swapping">How KV is moved when a request is preempted; null when it is recomputed.</param>
/// <param name="Host">Host memory behind the prefix cache; null for none.</param>
public sealed record PolicyParts(RequestOrder Order, Admission Admission, Retention Retention, PrefillShape Prefill, Batching Batching, Swapping? Swapping = null,
    HostTier? Host = null)
{
    /// <summary>All of them that listen.</summary>
    public IEnumerable<PolicyPart> All
    {
        get
        {
            yield return Order;
            yield return Admission;
            yield return Retention;
            yield return Batching;
            if (Swapping is not null) yield return Swapping;
        }
    }
}
