using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Most work remaining in the job, this operation included.</summary>
public sealed class MostWorkRemaining : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "MWKR";

    /// <inheritdoc/>
    public override string Description => "Most work remaining in the job, this operation included.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => -state.Shop.WorkFrom[state.NextOperation(job)];
}
