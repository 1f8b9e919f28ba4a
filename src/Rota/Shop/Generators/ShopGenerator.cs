using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Shop.Generators;

/// <summary>Random shops. Routes, durations, releases and weights come from streams of their own: changing the range of one leaves the others as they are.</summary>
public static class ShopGenerator
{
    /// <summary>A shop after the options.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ShopProblem Create(ShopGeneratorOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var (routing, times, choosing) = (random.Split("routes"), random.Split("durations"), random.Split("choices"));
        var routes = new ImmutableArray<Operation>[options.Jobs];
        for (var j = 0; j < routes.Length; j++)
        {
            var machines = Route(options, routing);
            var operations = new Operation[machines.Length];
            for (var k = 0; k < operations.Length; k++) operations[k] = new(Modes(options, machines[k], times, choosing));
            routes[j] = ImmutableArray.Create(operations);
        }

        var latest = (long)(options.ReleaseSpread * routes.Sum(Shortest) / options.Machines);
        var (releasing, weighing) = (random.Split("releases"), random.Split("weights"));
        var jobs = ImmutableArray.CreateBuilder<ShopJob>(options.Jobs);
        for (var j = 0; j < options.Jobs; j++)
        {
            var release = (long)(releasing.NextDouble() * (latest + 1));
            long? due = options.Tightness is { } tightness ? release + (long)(tightness * Shortest(routes[j])) : null;
            jobs.Add(new ShopJob($"{j}", routes[j], release, due, weighing.Next(1, options.MaxWeight)));
        }
        var name = options.Name ?? $"{options.Kind.ToString().ToLowerInvariant()}-{options.Jobs}x{options.Machines}-seed{options.Seed}";
        return new ShopProblem(name, options.Machines, jobs.MoveToImmutable(), options.Objective, $"Rota's generator, seed {options.Seed}");
    }

    private static long Shortest(ImmutableArray<Operation> operations)
    {
        long sum = 0;
        foreach (var operation in operations)
        {
            var least = long.MaxValue;
            foreach (var mode in operation.Modes) least = Math.Min(least, mode.Duration);
            sum += least;
        }
        return sum;
    }

    private static int[] Route(ShopGeneratorOptions options, RandomStream random)
    {
        var route = new int[options.OperationsPerJob ?? options.Machines];
        for (var k = 0; k < route.Length; k++) route[k] = k;
        switch (options.Kind)
        {
            case ShopKind.Job:
                random.Shuffle<int>(route);
                break;
            case ShopKind.TwoSet:
                random.Shuffle(route.AsSpan(0, route.Length / 2));
                random.Shuffle(route.AsSpan(route.Length / 2));
                break;
            case ShopKind.Reentrant:
                for (var k = 0; k < route.Length; k++)
                {
                    route[k] = random.Next(options.Machines);
                    // One of the others, all equally likely: draw from one fewer and step over the machine just left.
                    if (k > 0 && options.Machines > 1) route[k] = (route[k - 1] + 1 + random.Next(options.Machines - 1)) % options.Machines;
                }
                break;
        }
        return route;
    }

    /// <summary>The route's machine first, then others, each once.</summary>
    private static ImmutableArray<Mode> Modes(ShopGeneratorOptions options, int machine, RandomStream times, RandomStream choosing)
    {
        var modes = new Mode[options.MaxChoices == 1 ? 1 : choosing.Next(1, options.MaxChoices)];
        var taken = new HashSet<int>();
        for (var c = 0; c < modes.Length; c++)
        {
            while (!taken.Add(machine)) machine = choosing.Next(options.Machines);
            modes[c] = new(machine, times.Next(options.MinDuration, options.MaxDuration));
        }
        return ImmutableArray.Create(modes);
    }
}
