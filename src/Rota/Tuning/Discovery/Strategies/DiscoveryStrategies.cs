using Rota.Formats;

namespace Rota.Tuning.Discovery.Strategies;

/// <summary>All strategies. Adding one: a new file and a line here.</summary>
public static class DiscoveryStrategies
{
    private static readonly Func<DiscoveryStrategy>[] Makers =
    [
        () => new FunSearch(),
        () => new EvolutionOfHeuristics(),
        () => new ReflectiveEvolution(),
        () => new OpenEvolve(),
    ];

    /// <summary>Names and descriptions.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } = [.. Makers.Select(make => make()).Select(s => (s.Name, s.Description))];

    /// <summary>A fresh strategy by name.</summary>
    /// <exception cref="RotaException">There is none of this name.</exception>
    public static DiscoveryStrategy Create(string name)
    {
        for (var i = 0; i < Makers.Length; i++)
            if (All[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return Makers[i]();
        var names = All.Select(strategy => strategy.Name).ToList();
        throw new RotaException($"unknown strategy '{name}'{(Nearest.Hint(name, names) is { Length: > 0 } hint ? hint : ", expected " + string.Join(", ", names))}");
    }
}
