namespace Rota.Shop.Policies;

/// <summary>Least slack: time to the due date less the work remaining. The present time is the same for all who wait, so it is left out.</summary>
public sealed class LeastSlack : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "SLACK";

    /// <inheritdoc/>
    public override string Description => "Least slack: time to the due date less the work remaining.";

    /// <inheritdoc/>
    public override bool NeedsDueDates => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.Due - waiting.RemainingWork;
}
