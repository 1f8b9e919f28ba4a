using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Prompts in chunks, each a pass that can be stopped inside and goes on there later: FlowPrefill's operator-level preemption.</summary>
public sealed record OperatorSegments : PrefillShape
{
    /// <summary>Tokens a chunk, C; null takes the engine's token budget.</summary>
    public int? ChunkTokens { get; init; } = 8192;

    /// <summary>Where a pass can be stopped.</summary>
    public PreemptionPoint Point { get; init; } = PreemptionPoint.Operator;

    /// <inheritdoc/>
    public override string Name => Point switch
    {
        PreemptionPoint.Operator => "operators",
        PreemptionPoint.FineOperator => "fine-operators",
        PreemptionPoint.Layer => "layers",
        PreemptionPoint.Chunk => "chunk-ends",
        _ => "prompt-ends",
    };

    /// <inheritdoc/>
    public override int StepTokens(EngineLimits limits) => ChunkTokens ?? limits.TokenBudget;
}
