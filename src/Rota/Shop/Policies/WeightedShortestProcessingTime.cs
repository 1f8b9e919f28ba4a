namespace Rota.Shop.Policies;

/// <summary>Shortest current operation per weight of the job.</summary>
public sealed class WeightedShortestProcessingTime : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "WSPT";

    /// <inheritdoc/>
    public override string Description => "Shortest current operation per weight of the job.";

    /// <inheritdoc/>
    public override bool NeedsWeights => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.Weight > 0 ? waiting.Duration / waiting.Weight : double.PositiveInfinity;
}
