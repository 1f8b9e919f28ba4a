using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Layered prefill: every step all decoding requests make a token, and one batch of prompts passes its next group of layers. Nobody is admitted while a batch is
/// on its way; a prompt enters when all its blocks are there, and is never preempted for a decode (arXiv 2510.08055, and the rules of its code).
/// </summary>
public sealed record LayeredBatching : BatchingChoice
{
    /// <inheritdoc/>
    public override string Name => "layered";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy)
    {
        if (policy.Prefill is not LayerGroups layers) return $"layered batching cuts the model into layer groups, not prompts as {policy.Prefill.Name}";
        if (layers.AdmissionBudget < 1) return $"an admission budget of {layers.AdmissionBudget} tokens, expected at least 1";
        if (layers.Grouping.Fault is { } fault) return fault;
        return policy.Swap is null ? null : $"layered batching recomputes preempted requests, it does not swap as {policy.Swap.Name}";
    }

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new LayeredSteps(context);
}
