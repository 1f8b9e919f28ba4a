using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Who became ready last; jobs outside are last.</summary>
public sealed class LastInFirstOut : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "LIFO";

    /// <inheritdoc/>
    public override string Description => "Who became ready last; jobs outside are last.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => -state.ReadyAt(job);
}
