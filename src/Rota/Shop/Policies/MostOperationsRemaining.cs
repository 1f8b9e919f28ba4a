namespace Rota.Shop.Policies;

/// <summary>Most operations remaining in the job.</summary>
public sealed class MostOperationsRemaining : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "MOPNR";

    /// <inheritdoc/>
    public override string Description => "Most operations remaining in the job.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => -waiting.RemainingOperations;
}
