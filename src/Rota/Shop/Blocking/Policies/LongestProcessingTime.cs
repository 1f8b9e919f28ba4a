using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>The longest operation.</summary>
public sealed class LongestProcessingTime : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "LPT";

    /// <inheritdoc/>
    public override string Description => "The longest operation.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => -state.Shop.Duration[state.NextOperation(job)];
}
