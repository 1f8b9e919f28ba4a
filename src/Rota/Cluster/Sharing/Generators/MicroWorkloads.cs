using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Cluster.Sharing.Generators;

/// <summary>
/// The article's four synthetic workloads from their published description: classes of loops, users who send them in bursts, one after another, or by chance (Poisson). A seed draws
/// the chance arrivals; the article's own arrival times are in its data.
/// </summary>
public static class MicroWorkloads
{
    /// <summary>Core-seconds of the classes, as profiled on the article's cluster, and their tasks under runtime partitioning.</summary>
    public static ImmutableDictionary<string, (double Work, int Tasks)> Classes { get; } = new Dictionary<string, (double, int)>
    {
        ["loop20"] = (1.523, 16),
        ["loop100"] = (26.926, 40),
        ["loop1000"] = (131.115, 222),
    }.ToImmutableDictionary();

    /// <summary>Names of the workloads.</summary>
    public static ImmutableArray<string> Names { get; } = ["two-large-two-small", "two-power-two-infrequent", "four-large", "four-super-small"];

    /// <summary>A workload by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seed">Draws the arrivals that are by chance.</param>
    /// <param name="partitioned">Tasks of about half a second, the article's numbers; else the pool cuts.</param>
    /// <exception cref="RotaException">No such workload.</exception>
    public static PoolWorkload Create(string name, ulong seed = 1, bool partitioned = true)
    {
        var random = new RandomStream(seed).Split(name);
        var jobs = new List<PoolJob>();
        switch (name)
        {
            case "two-large-two-small":
                Chain(jobs, "user1", "loop1000", 4, 0.1, partitioned);
                Chain(jobs, "user2", "loop1000", 4, 0.2, partitioned);
                Poisson(jobs, "user3", "loop100", 6, 0.15, 15, random.Split(3), partitioned);
                Poisson(jobs, "user4", "loop100", 6, 0.25, 15, random.Split(4), partitioned);
                break;
            case "two-power-two-infrequent":
                for (var burst = 0; burst < 4; burst++)
                {
                    Burst(jobs, "user1", "loop100", 20, (30 * burst) + 0.1, partitioned);
                    Burst(jobs, "user2", "loop100", 20, (30 * burst) + 0.2, partitioned);
                }
                Poisson(jobs, "user3", "loop100", 12, 0.2, 8, random.Split(3), partitioned);
                Poisson(jobs, "user4", "loop100", 12, 0.3, 8, random.Split(4), partitioned);
                break;
            case "four-large":
                for (var u = 1; u <= 4; u++) Chain(jobs, $"user{u}", "loop1000", 4, 0.1 * u, partitioned);
                break;
            case "four-super-small":
                for (var u = 1; u <= 4; u++) Burst(jobs, $"user{u}", "loop20", 30, 0.1 * u, partitioned);
                break;
            default:
                throw new RotaException($"unknown workload '{name}', expected one of {string.Join(", ", Names)}{Rota.Formats.Nearest.Hint(name, Names)}");
        }
        return new(name, InOrder(jobs));
    }

    /// <summary>A job of a class.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="kind">One of <see cref="Classes"/>.</param>
    /// <param name="number">Tells it from the user's others of the class.</param>
    /// <param name="submit">Seconds.</param>
    /// <param name="partitioned">Whether it has the class's tasks; else the pool cuts.</param>
    /// <param name="follows">The place of the job it follows; null for none.</param>
    public static PoolJob Job(string user, string kind, int number, double submit, bool partitioned, int? follows = null)
    {
        var (work, tasks) = Classes[kind];
        return new(user, $"{user}-{kind}-{number}", submit, [new(work) { Tasks = partitioned ? tasks : null }]) { Kind = kind, Follows = follows };
    }

    /// <summary>Jobs by time of submission; those that follow another keep their place behind it.</summary>
    public static IEnumerable<PoolJob> InOrder(List<PoolJob> jobs)
    {
        var order = Enumerable.Range(0, jobs.Count).OrderBy(j => jobs[j].Submit).ThenBy(j => j).ToArray();
        var place = new int[jobs.Count];
        for (var i = 0; i < order.Length; i++) place[order[i]] = i;
        return order.Select(j => jobs[j] with { Follows = jobs[j].Follows is { } before ? place[before] : null });
    }

    /// <summary>Adds jobs of a user that follow one another, the first at a time.</summary>
    public static void Chain(List<PoolJob> jobs, string user, string kind, int count, double start, bool partitioned)
    {
        for (var i = 0; i < count; i++) jobs.Add(Job(user, kind, jobs.Count, start, partitioned, i == 0 ? null : jobs.Count - 1));
    }

    private static void Burst(List<PoolJob> jobs, string user, string kind, int count, double start, bool partitioned)
    {
        for (var i = 0; i < count; i++) jobs.Add(Job(user, kind, jobs.Count, start, partitioned));
    }

    private static void Poisson(List<PoolJob> jobs, string user, string kind, int count, double start, double perMinute, RandomStream random, bool partitioned)
    {
        for (var (i, at) = (0, start); i < count; i++, at += random.NextExponential(60 / perMinute)) jobs.Add(Job(user, kind, jobs.Count, at, partitioned));
    }
}
