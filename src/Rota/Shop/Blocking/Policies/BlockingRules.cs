using System.Collections.Immutable;

namespace Rota.Shop.Blocking.Policies;

/// <summary>The catalog of rules of a blocking shop. A new rule is one new file and one line here.</summary>
public static class BlockingRules
{
    /// <summary>Every rule; the usual ones first, then those that know of blocking.</summary>
    public static ImmutableArray<BlockingRule> All { get; } =
    [
        new FirstInFirstOut(),
        new LastInFirstOut(),
        new ShortestProcessingTime(),
        new LongestProcessingTime(),
        new MostWorkRemaining(),
        new LeastWorkRemaining(),
        new MostOperationsRemaining(),
        new LeastOperationsRemaining(),
        new InsideFirst(),
        new NextMachineFree(),
    ];
}
