namespace Rota.Shop.Policies;

/// <summary>Longest current operation.</summary>
public sealed class LongestProcessingTime : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "LPT";

    /// <inheritdoc/>
    public override string Description => "Longest current operation.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => -waiting.Duration;
}
