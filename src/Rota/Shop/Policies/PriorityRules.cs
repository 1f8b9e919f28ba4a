using System.Collections.Immutable;

namespace Rota.Shop.Policies;

/// <summary>The catalog of priority rules. A new rule is one new file and one line here.</summary>
public static class PriorityRules
{
    /// <summary>Every rule with its defaults, the plain ones first.</summary>
    public static ImmutableArray<PriorityRule> All { get; } =
    [
        new FirstInFirstOut(),
        new LastInFirstOut(),
        new ShortestProcessingTime(),
        new LongestProcessingTime(),
        new MostWorkRemaining(),
        new LeastWorkRemaining(),
        new MostOperationsRemaining(),
        new LeastOperationsRemaining(),
        new FlowDueDateOverWorkRemaining(),
        new RandomOrder(),
        new WeightedShortestProcessingTime(),
        new EarliestDueDate(),
        new ModifiedDueDate(),
        new WeightedModifiedDueDate(),
        new LeastSlack(),
        new ApparentTardinessCost(),
        new CostOverTime(),
    ];
}
