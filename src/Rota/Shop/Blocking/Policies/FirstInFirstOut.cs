using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Who has been ready longest; jobs outside have been since the beginning.</summary>
public sealed class FirstInFirstOut : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "FIFO";

    /// <inheritdoc/>
    public override string Description => "Who has been ready longest; jobs outside have been since the beginning.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => state.ReadyAt(job);
}
