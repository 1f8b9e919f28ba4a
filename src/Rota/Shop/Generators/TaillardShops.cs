using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Generators;

/// <summary>Taillard's job shops, made from their seeds: the 80 public instances ta01 to ta80, and as many more as there are seeds (Taillard 1993).</summary>
public static class TaillardShops
{
    /// <summary>ta01 to ta80.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enumerable.Range(1, TaillardSeeds.Rows.Length).Select(i => $"ta{i:00}")];

    /// <summary>True when <see cref="Create(string)"/> knows the name.</summary>
    public static bool Knows(string name) => IndexOf(name) >= 0;

    /// <summary>
    /// A public instance by name. Upper case and the suffix "js", which tells these apart from Taillard's flow shops of the same name, are accepted:
    /// ta21, TA21 and ta21js are one shop.
    /// </summary>
    /// <exception cref="RotaException">No such instance; the message names the nearest.</exception>
    public static ShopProblem Create(string name)
    {
        var index = IndexOf(name);
        if (index < 0) throw new RotaException($"unknown instance '{name}', expected ta01 to ta80{Nearest.Hint(name, Names)}");
        var (jobs, machines, timeSeed, machineSeed) = TaillardSeeds.Rows[index];
        return Create(Names[index], jobs, machines, timeSeed, machineSeed, maxDuration: 99);
    }

    /// <summary>A shop of Taillard's kind from any seeds: every job visits every machine once, in random order.</summary>
    /// <param name="jobs">Number of jobs, at least 1.</param>
    /// <param name="machines">Number of machines, at least 1.</param>
    /// <param name="timeSeed">Seed of the durations, 1 to 2^31 - 2.</param>
    /// <param name="machineSeed">Seed of the routes, 1 to 2^31 - 2.</param>
    /// <param name="maxDuration">Durations are uniform in [1, maxDuration], at least 1.</param>
    /// <exception cref="RotaException">A value out of its range.</exception>
    public static ShopProblem Create(int jobs, int machines, int timeSeed, int machineSeed, int maxDuration = 99)
    {
        if (jobs < 1) throw new RotaException($"a shop needs at least 1 job, got {jobs}");
        if (machines < 1) throw new RotaException($"a shop needs at least 1 machine, got {machines}");
        if ((long)jobs * machines > ShopSize.MaxOperations)
            throw new RotaException($"{jobs} jobs on {machines} machines are {(long)jobs * machines} operations, expected at most {ShopSize.MaxOperations}");
        if (timeSeed is < 1 or int.MaxValue) throw new RotaException($"time seed {timeSeed} is out of range, expected 1 to {int.MaxValue - 1}");
        if (machineSeed is < 1 or int.MaxValue) throw new RotaException($"machine seed {machineSeed} is out of range, expected 1 to {int.MaxValue - 1}");
        if (maxDuration is < 1 or int.MaxValue) throw new RotaException($"largest duration {maxDuration} is out of range, expected 1 to {int.MaxValue - 1}");
        return Create($"taillard-{jobs}x{machines}-{timeSeed}-{machineSeed}", jobs, machines, timeSeed, machineSeed, maxDuration);
    }

    private static ShopProblem Create(string name, int jobs, int machines, int timeSeed, int machineSeed, int maxDuration)
    {
        var times = new TaillardRandom(timeSeed);
        var routing = new TaillardRandom(machineSeed);
        var list = ImmutableArray.CreateBuilder<ShopJob>(jobs);
        var route = new int[machines];
        for (var j = 0; j < jobs; j++)
        {
            for (var k = 0; k < machines; k++) route[k] = k;
            for (var k = 0; k < machines; k++)
            {
                var other = routing.Next(k, machines - 1);
                (route[k], route[other]) = (route[other], route[k]);
            }
            var operations = new Operation[machines];
            for (var k = 0; k < machines; k++) operations[k] = new(route[k], times.Next(1, maxDuration));
            list.Add(new ShopJob($"{j}", [.. operations]));
        }
        return new ShopProblem(name, machines, list.MoveToImmutable(), origin: $"Taillard's generator, time seed {timeSeed}, machine seed {machineSeed}");
    }

    private static int IndexOf(string name)
    {
        var stem = name.EndsWith("js", StringComparison.OrdinalIgnoreCase) ? name[..^2] : name;
        return Names.IndexOf(stem, 0, Names.Length, StringComparer.OrdinalIgnoreCase);
    }
}
