namespace Rota.Shop.Policies;

/// <summary>Earliest due date, or earliest possible completion where that is later (Baker and Bertrand 1982).</summary>
public sealed class ModifiedDueDate : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "MDD";

    /// <inheritdoc/>
    public override string Description => "Earliest due date, or earliest possible completion where that is later (Baker and Bertrand 1982).";

    /// <inheritdoc/>
    public override bool NeedsDueDates => true;

    /// <inheritdoc/>
    public override bool ChangesWithTime => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => Math.Max(waiting.Due, waiting.Now + (double)waiting.RemainingWork);
}
