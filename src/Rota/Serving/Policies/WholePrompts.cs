using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Prompts are never cut: one that does not fit the step's token budget waits for a step of its own.</summary>
public sealed record WholePrompts : PrefillShape
{
    /// <summary>Tokens a step computes, decodes included; null takes the engine's. A single longer prompt still runs, alone.</summary>
    public int? Budget { get; init; }

    /// <inheritdoc/>
    public override string Name => "whole";

    /// <inheritdoc/>
    public override int StepTokens(EngineLimits limits) => Budget ?? limits.TokenBudget;

    /// <inheritdoc/>
    public override bool CountsDecodes => true;
}
