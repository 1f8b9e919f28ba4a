using System.Collections.Immutable;
using System.Globalization;
using Rota.Projects.Solvers;
using Rota.Randomness;

namespace Rota.Projects.ConstraintBench;

/// <summary>
/// Generates projects that are solvable by construction: precedence and downtimes first, then a hidden schedule by the serial scheme in random order, then windows and
/// exclusive pairs cut around it. Every draw comes from a stream of its own, so that levels and families of one base project differ in nothing else.
/// </summary>
public static class BenchGenerator
{
    /// <summary>The instance of a base project at a level with some families.</summary>
    /// <exception cref="RotaException">Options out of range, or a level the ramp of this project does not reach.</exception>
    public static BenchInstance Create(BenchOptions options, int project, int level, BenchFamilies families)
    {
        options.Validate();
        var random = new RandomStream(options.Seed).Split("constraint-bench").Split(project);
        var ramp = new PrecedenceRamp(options.Tasks, options.Layers, Math.Max(options.Levels, level), options.Literal, random.Split("edges"));
        if (level < 0 || level > ramp.Edges.Count)
            throw new RotaException($"project {project} has no level {level}: its ramp ends at {ramp.Edges.Count}");
        var edges = ramp.Edges.Take(level).ToList();
        var (tasks, resources) = Base(options, random);
        if (families.HasFlag(BenchFamilies.Downtime)) resources = Downtimes(options, resources, tasks.Sum(task => task.LongestDuration), random.Split("downtime"));
        ImmutableArray<ProjectLink> links = [.. edges.Select(edge => new ProjectLink(edge.From, edge.To))];
        var name = string.Create(CultureInfo.InvariantCulture, $"bench-{options.Seed}-{project}-k{level}-{Word(families)}");

        var order = Enumerable.Range(0, options.Tasks).ToArray();
        random.Split("witness").Shuffle<int>(order);
        var witness = new SerialScheme(new ProjectProblem(name, resources, tasks, links)).Schedule(order)!.Starts;
        var slack = 0.0;
        if (families.HasFlag(BenchFamilies.Windows)) (tasks, slack) = Windows(options, tasks, witness, random.Split("windows"));
        var pairs = families.HasFlag(BenchFamilies.Exclusive) ? Pairs(options, tasks, witness, edges, random.Split("pairs")) : [];
        if (options.Dressed) (tasks, resources) = DataCentreDress.Put(tasks, resources, random.Split("words"));
        var meta = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"suite\": \"r-constraintbench\", \"families\": \"{Word(families)}\", \"level\": {level}, \"project\": {project}, \"seed\": {options.Seed}}}");
        var problem = new ProjectProblem(name, resources, tasks, links, pairs, unit: "hour", origin: "R-ConstraintBench generator", meta: meta);
        return new(problem, witness, project, level, families, slack);
    }

    /// <summary>Families in a word: phase1, phase2, or the initials of those that are on.</summary>
    internal static string Word(BenchFamilies families) => families switch
    {
        BenchFamilies.None => "phase1",
        BenchFamilies.All => "phase2",
        _ => string.Join('+', Enum.GetValues<BenchFamilies>().Where(f => f is BenchFamilies.Downtime or BenchFamilies.Windows or BenchFamilies.Exclusive && families.HasFlag(f)).Select(f => f.ToString().ToLowerInvariant())),
    };

    private static (ImmutableArray<ProjectTask>, ImmutableArray<ProjectResource>) Base(BenchOptions options, RandomStream random)
    {
        var (lengths, capacities, demands) = (random.Split("durations"), random.Split("capacities"), random.Split("demands"));
        var resources = ImmutableArray.CreateBuilder<ProjectResource>(options.Resources);
        for (var r = 0; r < options.Resources; r++) resources.Add(new($"R{r + 1}", capacities.Next(options.LeastCapacity, options.MostCapacity)));
        var tasks = ImmutableArray.CreateBuilder<ProjectTask>(options.Tasks);
        for (var i = 0; i < options.Tasks; i++)
        {
            var needs = ImmutableArray.CreateBuilder<Demand>();
            for (var r = 0; r < options.Resources; r++)
                if (demands.NextDouble() < options.DemandChance) needs.Add(new(r, demands.Next(1, (int)resources[r].Capacity / 2)));
            tasks.Add(new($"T{i + 1}", [new TaskMode(lengths.Next(1, options.LongestDuration), needs.DrainToImmutable())]));
        }
        return (tasks.MoveToImmutable(), resources.MoveToImmutable());
    }

    private static ImmutableArray<ProjectResource> Downtimes(BenchOptions options, ImmutableArray<ProjectResource> resources, long work, RandomStream random) =>
    [
        .. resources.Select(resource =>
        {
            if (random.NextDouble() >= options.FamilyChance) return resource;
            var closed = new SortedSet<long>();
            for (var left = random.Next(1, 2); left > 0; left--)
            {
                var length = random.Next(2, 6);
                var start = random.Next(3, (int)Math.Max(3, (work / 2) - length));
                for (var t = start; t < start + length; t++) closed.Add(t);
            }
            return resource with { Windows = Joined(closed) };
        }),
    ];

    private static ImmutableArray<CapacityWindow> Joined(SortedSet<long> closed)
    {
        var windows = ImmutableArray.CreateBuilder<CapacityWindow>();
        foreach (var t in closed)
            if (windows.Count > 0 && windows[^1].End == t) windows[^1] = windows[^1] with { End = t + 1 };
            else windows.Add(new(t, t + 1));
        return windows.DrainToImmutable();
    }

    private static (ImmutableArray<ProjectTask>, double) Windows(BenchOptions options, ImmutableArray<ProjectTask> tasks, ImmutableArray<long> witness, RandomStream random)
    {
        var (sum, count) = (0L, 0);
        var windowed = tasks.Select((task, i) =>
        {
            var (chance, before, after) = (random.NextDouble(), random.Next(0, options.MostSlack), random.Next(0, options.MostSlack));
            if (chance >= options.FamilyChance) return task;
            sum += before + after;
            count++;
            return task with { Release = Math.Max(0, witness[i] - before), Due = witness[i] + task.LongestDuration + after };
        }).ToImmutableArray();
        return (windowed, count == 0 ? 0 : (double)sum / count);
    }

    private static ImmutableArray<ImmutableArray<int>> Pairs(
        BenchOptions options, ImmutableArray<ProjectTask> tasks, ImmutableArray<long> witness, List<(int, int)> edges, RandomStream random)
    {
        var reach = PrecedenceRamp.Reach(tasks.Length, edges);
        var free = new List<(int A, int B)>();
        for (var a = 0; a < tasks.Length; a++)
            for (var b = a + 1; b < tasks.Length; b++)
                if (!reach[a, b] && !reach[b, a] && (witness[a] + tasks[a].LongestDuration <= witness[b] || witness[b] + tasks[b].LongestDuration <= witness[a])) free.Add((a, b));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(free));
        return [.. free.Take(tasks.Length / 3).Where(_ => random.NextDouble() < options.FamilyChance).Select(pair => ImmutableArray.Create(pair.A, pair.B))];
    }
}
