using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Most operations remaining in the job.</summary>
public sealed class MostOperationsRemaining : BlockingRule
{
    /// <inheritdoc/>
    public override string Name => "MOPNR";

    /// <inheritdoc/>
    public override string Description => "Most operations remaining in the job.";

    /// <inheritdoc/>
    public override int Rank(BlockingState state, int job) => state.NextOperation(job) - state.Shop.First[job + 1];
}
