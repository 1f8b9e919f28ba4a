namespace Rota.Shop.Policies;

/// <summary>Least operations remaining in the job.</summary>
public sealed class LeastOperationsRemaining : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "LOPNR";

    /// <inheritdoc/>
    public override string Description => "Least operations remaining in the job.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.RemainingOperations;
}
