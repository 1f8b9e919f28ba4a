using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="LayerStream"/> runs: decodes in every step, beside them the layers of one batch of prompts after the other.</summary>
public sealed record LayerStreamBatching : BatchingChoice
{
    /// <inheritdoc/>
    public override string Name => "layer-stream";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy)
    {
        if (policy.Prefill is not LayerStream stream) return $"a stream of layers cuts the model, not prompts as {policy.Prefill.Name}";
        if (stream.AdmissionBudget < 1) return $"an admission budget of {stream.AdmissionBudget} tokens, expected at least 1";
        if (!(stream.TargetSeconds is > 0 and <= 60)) return FormattableString.Invariant($"a target of {stream.TargetSeconds} s between tokens, expected more than 0 and at most 60");
        if (!(stream.LeastSliceSeconds is >= 0 and <= 60)) return FormattableString.Invariant($"a slice of at least {stream.LeastSliceSeconds} s a step, expected 0 to 60");
        return policy.Swap is null ? null : $"a stream of layers recomputes preempted requests, it does not swap as {policy.Swap.Name}";
    }

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new LayerStreamSteps(context);
}
