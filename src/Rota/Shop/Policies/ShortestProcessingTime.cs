namespace Rota.Shop.Policies;

/// <summary>Shortest current operation.</summary>
public sealed class ShortestProcessingTime : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "SPT";

    /// <inheritdoc/>
    public override string Description => "Shortest current operation.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.Duration;
}
