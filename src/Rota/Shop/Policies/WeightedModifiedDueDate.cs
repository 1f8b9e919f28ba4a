namespace Rota.Shop.Policies;

/// <summary>Least time to the modified due date per weight (Kanet and Li 2004).</summary>
public sealed class WeightedModifiedDueDate : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "WMDD";

    /// <inheritdoc/>
    public override string Description => "Least time to the modified due date per weight (Kanet and Li 2004).";

    /// <inheritdoc/>
    public override bool NeedsDueDates => true;

    /// <inheritdoc/>
    public override bool ChangesWithTime => true;

    /// <inheritdoc/>
    public override bool NeedsWeights => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.Weight > 0
        ? Math.Max(waiting.RemainingWork, waiting.Due - waiting.Now) / waiting.Weight
        : double.PositiveInfinity;
}
