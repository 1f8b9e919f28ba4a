using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Prompts and answers in steps of their own, prompts first: SGLang's scheduler, and with other admission rules nano-vllm's and mini-sglang's. One prompt at a
/// time is cut. Once memory refused a request nobody is asked again before a request ends, as in SGLang.
/// </summary>
public sealed record PrefillFirst : BatchingChoice
{
    /// <summary>Only the first prompt of a step may be cut, as in nano-vllm; the others have to fit whole.</summary>
    public bool CutsFirstOnly { get; init; }

    /// <inheritdoc/>
    public override string Name => "prefill-first";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy) =>
        policy.Prefill is TokenChunks or WholePrompts ? null : $"prefill-first batching cuts prompts into tokens, not as {policy.Prefill.Name}";

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new PrefillFirstSteps(CutsFirstOnly);
}
