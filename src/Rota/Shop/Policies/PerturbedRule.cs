namespace Rota.Shop.Policies;

/// <summary>Another rule whose ranks are stirred by chance: the source of many schedules near a good rule's.</summary>
/// <param name="rule">The rule.</param>
/// <param name="noise">Largest relative change of a rank, up or down; 0 leaves the rule as it is.</param>
public sealed class PerturbedRule(PriorityRule rule, double noise) : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => $"{rule.Name}~{noise:0.##}";

    /// <inheritdoc/>
    public override string Description => $"{rule.Description} Ranks are stirred by up to {noise:P0}.";

    /// <inheritdoc/>
    public override bool ChangesWithTime => rule.ChangesWithTime;

    /// <inheritdoc/>
    public override bool NeedsDueDates => rule.NeedsDueDates;

    /// <inheritdoc/>
    public override bool NeedsWeights => rule.NeedsWeights;

    /// <inheritdoc/>
    public override bool UsesChance => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting)
    {
        var rank = rule.Rank(waiting);
        // An infinite rank stays what it is: infinity less infinity is not a rank.
        return double.IsFinite(rank) ? rank + (Math.Abs(rank) * noise * ((2 * waiting.Chance) - 1)) : rank;
    }
}
