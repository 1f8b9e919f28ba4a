namespace Rota.Shop.Policies;

/// <summary>Least ratio of flow due date (work up to and including the current operation) to work remaining (current operation included).</summary>
public sealed class FlowDueDateOverWorkRemaining : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "FDD/MWKR";

    /// <inheritdoc/>
    public override string Description => "Least work up to and including the current operation, per work remaining.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.RemainingWork == 0
        ? double.PositiveInfinity
        : (double)(waiting.WorkDone + waiting.Duration) / waiting.RemainingWork;
}
