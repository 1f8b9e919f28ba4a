using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Policies;

/// <summary>The rules for transfer robots. Adding one: a new file and a line here.</summary>
public static class TransferPolicies
{
    /// <summary>Every rule, reactive ones first.</summary>
    public static ImmutableArray<ITransferPolicy> All { get; } =
    [
        new FirstInFirstOut(),
        new Pull(),
        new Push(),
        new NearestPlate(),
        new LongestWait(),
        new HighestPriority(),
        new EarliestStart(),
        new EarliestStartOldest(),
        new PullCycle(),
        new SwapCycle(),
        new ExpertRule(),
        new PushAhead(),
    ];

    /// <summary>The rule of a name.</summary>
    /// <exception cref="RotaException">No such rule; the message names the nearest.</exception>
    public static ITransferPolicy Find(string name) =>
        All.FirstOrDefault(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown policy '{name}', expected one of {string.Join(", ", All.Select(rule => rule.Name))}{Nearest(name)}");

    private static string Nearest(string name) => Rota.Formats.Nearest.Hint(name, All.Select(rule => rule.Name));
}
