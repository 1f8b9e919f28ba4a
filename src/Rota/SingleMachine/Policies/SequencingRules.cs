using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.Policies;

/// <summary>The catalog of sequencing rules. A new rule is one new file and one line here.</summary>
public static class SequencingRules
{
    /// <summary>Every rule with its defaults, the plain ones first.</summary>
    public static ImmutableArray<SequencingRule> All { get; } =
    [
        new EarliestDueDate(),
        new ShortestProcessingTime(),
        new EddChallenger(),
        new PrintedEddChallenger(),
        new ModifiedDueDate(),
        new MddChallenger(),
        new PanwalkarSmithKoulamas(),
        new Panneerselvam(),
        new ApparentTardinessCost(),
        new ApparentTardinessCost(0.5),
        new WilkersonIrwin(),
        new NetBenefitOfRelocation(),
        new WeightedShortestProcessingTime(),
        new WeightedModifiedDueDate(),
        new AugmentedRule(new ModifiedDueDate()),
        new AugmentedRule(new ModifiedDueDate(), AugmentedMove.EveryImprovement),
        new AugmentedRule(new MddChallenger()),
        new AugmentedRule(new MddChallenger(), AugmentedMove.EveryImprovement),
        new InsertedRule(new ModifiedDueDate()),
        new InsertedRule(new WeightedModifiedDueDate()),
    ];

    /// <summary>The rule of a name.</summary>
    /// <exception cref="RotaException">No such rule; the message names the nearest.</exception>
    public static SequencingRule Find(string name) =>
        All.FirstOrDefault(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown rule '{name}', expected one of {string.Join(", ", All)}{Nearest.Hint(name, All.Select(rule => rule.Name))}");
}
