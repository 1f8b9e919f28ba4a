namespace Rota.Shop.Policies;

/// <summary>Earliest due date of the job.</summary>
public sealed class EarliestDueDate : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "EDD";

    /// <inheritdoc/>
    public override string Description => "Earliest due date of the job.";

    /// <inheritdoc/>
    public override bool NeedsDueDates => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.Due;
}
