using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Least work remaining in the job, this operation included.</summary>
public sealed class LeastWorkRemaining : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "LWKR";

    /// <inheritdoc/>
    public override string Description => "Least work remaining in the job, this operation included.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => state.Shop.WorkFrom[state.NextOperation(job)];
}
