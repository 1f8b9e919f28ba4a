using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>The shortest operation.</summary>
public sealed class ShortestProcessingTime : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "SPT";

    /// <inheritdoc/>
    public override string Description => "The shortest operation.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => state.Shop.Duration[state.NextOperation(job)];
}
