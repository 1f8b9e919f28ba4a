namespace Rota.Shop.Policies;

/// <summary>Most work remaining in the job, current operation included.</summary>
public sealed class MostWorkRemaining : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "MWKR";

    /// <inheritdoc/>
    public override string Description => "Most work remaining in the job, current operation included.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => -waiting.RemainingWork;
}
