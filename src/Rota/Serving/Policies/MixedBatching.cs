using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Decodes and prompt chunks share a step: the rules of vLLM V1. Running requests come first, in order of admission, and preempt from the end of the order
/// when blocks run out; waiting ones enter only in steps that preempted nobody.
/// </summary>
public sealed record MixedBatching : BatchingChoice
{
    /// <inheritdoc/>
    public override string Name => "mixed";

    /// <inheritdoc/>
    public override bool Restores => true;

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy) =>
        policy.Prefill is TokenChunks or WholePrompts ? null : $"mixed batching cuts prompts into tokens, not as {policy.Prefill.Name}";

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new MixedSteps();
}
