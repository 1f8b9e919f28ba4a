using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Least operations remaining in the job.</summary>
public sealed class LeastOperationsRemaining : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "LOPNR";

    /// <inheritdoc/>
    public override string Description => "Least operations remaining in the job.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => state.Shop.First[job + 1] - state.NextOperation(job);
}
