using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Jobs whose machine after this one is empty first (those on their last operation among them), then as <see cref="InsideFirst"/>.</summary>
public sealed class NextMachineFree : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "NEXTFREE";

    /// <inheritdoc/>
    public override string Description => "Jobs whose machine after this one is empty, then jobs that hold a machine, then most work remaining.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job)
    {
        var (operation, shop) = (state.NextOperation(job), state.Shop);
        var free = operation + 1 == shop.First[job + 1] || state.IsEmpty(shop.Machine[operation + 1]);
        return (free ? 0 : 1 << 30) + (state.HeldMachine(job) >= 0 ? 0 : 1 << 29) - shop.WorkFrom[operation];
    }
}
