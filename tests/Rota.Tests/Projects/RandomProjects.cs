using CsCheck;
using Rota.Projects;

namespace Rota.Tests.Projects;

/// <summary>Small projects of every kind: modes, lags, windows, downtimes, pauses, exclusive tasks, milestones.</summary>
internal static class RandomProjects
{
    /// <summary>Everything but deadlines, stocks and maximal lags: a serial scheme always finds a schedule.</summary>
    public static Gen<ProjectProblem> Easy { get; } = Of(9, hard: false);

    /// <summary>Everything, small enough for proofs.</summary>
    public static Gen<ProjectProblem> Any { get; } = Of(6, hard: true);

    /// <summary>Textbook projects.</summary>
    public static Gen<ProjectProblem> Plain { get; } = Gen.Int[0, int.MaxValue - 1].Select(seed => Plainly(new Random(seed), 9));

    private static Gen<ProjectProblem> Of(int tasks, bool hard) => Gen.Int[0, int.MaxValue - 1].Select(seed => Build(new Random(seed), tasks, hard));

    private static ProjectProblem Plainly(Random random, int most)
    {
        var resources = Enumerable.Range(0, random.Next(1, 4)).Select(r => new ProjectResource($"r{r}", random.Next(1, 5))).ToArray();
        var n = random.Next(1, most + 1);
        var tasks = Enumerable.Range(0, n).Select(i => new ProjectTask($"t{i}", [Mode(random, resources)]));
        return new("plain", [.. resources], [.. tasks], [.. Links(random, n).Select(pair => new ProjectLink(pair.Item1, pair.Item2))]);
    }

    private static ProjectProblem Build(Random random, int most, bool hard)
    {
        var resources = Enumerable.Range(0, random.Next(0, 4)).Select(r => Resource(random, r)).ToArray();
        var n = random.Next(1, most + 1);
        var tasks = new ProjectTask[n];
        for (var i = 0; i < n; i++)
        {
            var modes = Enumerable.Range(0, random.Next(3) == 0 ? 2 : 1).Select(_ => Mode(random, resources)).ToArray();
            var release = random.Next(3) == 0 ? random.Next(12) : 0;
            long? due = hard && random.Next(5) == 0 ? release + modes.Min(mode => mode.Duration) + random.Next(25) : null;
            tasks[i] = new($"t{i}", [.. modes], release, due, random.Next(2) == 0);
        }
        var links = Links(random, n).Select(pair => random.Next(2) == 0
            ? new ProjectLink(pair.Item1, pair.Item2)
            : new ProjectLink(pair.Item1, pair.Item2, random.Next(4), (LinkKind)random.Next(4))).ToList();
        if (hard && n > 1 && random.Next(3) == 0)
        {
            var a = random.Next(n - 1);
            links.Add(new(random.Next(a + 1, n), a, -random.Next(15), LinkKind.StartToStart));
        }
        var exclusive = n > 2 && random.Next(2) == 0 ? new[] { Enumerable.Range(0, n).OrderBy(_ => random.Next()).Take(random.Next(2, 4)).ToArray() } : [];
        var all = hard && random.Next(3) == 0 ? [.. resources, new ProjectResource("stock", random.Next(1, 12), Renewable: false)] : resources;
        if (all.Length > resources.Length)
            for (var i = 0; i < n; i++)
                tasks[i] = tasks[i] with { Modes = [.. tasks[i].Modes.Select(mode => mode with { Demands = [.. mode.Demands, new Demand(resources.Length, random.Next(1, 4))] })] };
        return new("random", [.. all], [.. tasks], [.. links], [.. exclusive.Select(set => System.Collections.Immutable.ImmutableArray.Create(set))]);
    }

    private static ProjectResource Resource(Random random, int number)
    {
        var capacity = random.Next(1, 5);
        var windows = Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(20)).Select(at => new CapacityWindow(at, at + random.Next(1, 6), random.Next(2) == 0 ? 0 : random.Next(capacity + 1)));
        return new($"r{number}", capacity, Windows: [.. windows]);
    }

    private static TaskMode Mode(Random random, ProjectResource[] resources)
    {
        var demands = resources.Select((resource, r) => new Demand(r, random.Next(2) == 0 ? 0 : random.Next(1, (int)resource.Capacity + 1))).Where(demand => demand.Amount > 0);
        return new(random.Next(8) == 0 ? 0 : random.Next(1, 8), [.. demands]);
    }

    private static IEnumerable<(int, int)> Links(Random random, int n)
    {
        for (var b = 1; b < n; b++)
            for (var a = 0; a < b; a++)
                if (random.Next(n) == 0) yield return (a, b);
    }
}
