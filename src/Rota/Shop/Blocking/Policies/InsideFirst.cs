using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Jobs that hold a machine first, then most work remaining.</summary>
public sealed class InsideFirst : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "INSIDE";

    /// <inheritdoc/>
    public override string Description => "Jobs that hold a machine first, then most work remaining.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => (state.HeldMachine(job) >= 0 ? 0 : 1 << 30) - state.Shop.WorkFrom[state.NextOperation(job)];
}
