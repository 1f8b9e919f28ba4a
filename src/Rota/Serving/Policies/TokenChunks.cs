using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Chunked prefill: a prompt is cut where a step's token budget ends.</summary>
public sealed record TokenChunks : PrefillShape
{
    /// <summary>Tokens a step computes, decodes included; null takes the engine's.</summary>
    public int? Budget { get; init; }

    /// <summary>Most tokens of one prompt in a step (long_prefill_token_threshold); 0 for no cap.</summary>
    public int LongPrefillThreshold { get; init; }

    /// <inheritdoc/>
    public override string Name => Budget is { } budget ? $"chunks-{budget}" : "chunks";

    /// <inheritdoc/>
    public override int StepTokens(EngineLimits limits) => Budget ?? limits.TokenBudget;

    /// <inheritdoc/>
    public override bool CountsDecodes => true;
}
