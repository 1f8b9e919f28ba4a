namespace Rota.Shop.Policies;

/// <summary>Least work remaining in the job, current operation included.</summary>
public sealed class LeastWorkRemaining : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "LWKR";

    /// <inheritdoc/>
    public override string Description => "Least work remaining in the job, current operation included.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.RemainingWork;
}
