using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// The order decides anew at every step: decodes first, then prompts in order, started ones and waiting ones alike, until the token budget is full. With
/// first come first served it is chunked prefill as usual; with a deadline order a prompt is preempted where its chunk ends. A prompt's blocks are taken
/// when it starts.
/// </summary>
public sealed record OrderedChunks : BatchingChoice
{
    /// <summary>Control time of a step with prompts, milliseconds.</summary>
    public double ControlMilliseconds { get; init; }

    /// <inheritdoc/>
    public override string Name => "ordered-chunks";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy) =>
        policy.Prefill is not (TokenChunks or WholePrompts) ? $"ordered chunks cut prompts into tokens, not as {policy.Prefill.Name}"
        : policy.Swap is not null ? "ordered chunks never take KV away to swap it"
        : !(ControlMilliseconds is >= 0 and <= 1e6) ? FormattableString.Invariant($"control time {ControlMilliseconds} ms, expected at least 0")
        : null;

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new OrderedChunkSteps(SimTime.FromSeconds(ControlMilliseconds / 1e3));
}
