namespace Rota.Shop.Policies;

/// <summary>Any waiting operation, all alike; the yardstick of rules.</summary>
public sealed class RandomOrder : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "RANDOM";

    /// <inheritdoc/>
    public override string Description => "Any waiting operation, all alike; the yardstick of rules.";

    /// <inheritdoc/>
    public override bool ChangesWithTime => true;

    /// <inheritdoc/>
    public override bool UsesChance => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.Chance;
}
