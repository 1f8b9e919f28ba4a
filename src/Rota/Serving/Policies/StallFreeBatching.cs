using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Sarathi-Serve's stall-free batching as Vidur has it: every decode, then prompts in progress, then new ones, until the step's chunk is full. A new request
/// enters when the blocks of its whole prompt are there above a watermark (serving-simulator 3.3).
/// </summary>
public sealed record StallFreeBatching : BatchingChoice
{
    /// <summary>Most requests of a batch, at least 1; the engine's own cap holds, too.</summary>
    public int MaxBatch { get; init; } = 128;

    /// <summary>Share of the KV blocks that admissions leave free, 0 to less than 1.</summary>
    public double Watermark { get; init; } = 0.01;

    /// <inheritdoc/>
    public override string Name => "stall-free";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy)
    {
        if (policy.Prefill is not TokenChunks chunks) return $"stall-free batching cuts prompts into token chunks, not as {policy.Prefill.Name}";
        if (chunks.Budget is < 1) return $"a chunk of {chunks.Budget} tokens, expected at least 1";
        if (MaxBatch < 1) return $"a batch of {MaxBatch} requests, expected at least 1";
        if (!(Watermark is >= 0 and < 1)) return FormattableString.Invariant($"a watermark of {Watermark}, expected 0 to less than 1");
        return policy.Swap is null ? null : $"stall-free batching recomputes preempted requests, it does not swap as {policy.Swap.Name}";
    }

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new StallFreeSteps(this);
}
