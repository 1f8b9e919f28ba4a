using System.Collections.Immutable;
using Rota.Projects.Solvers;
using Rota.Randomness;

namespace Rota.Projects.Generators;

/// <summary>Random projects after ProGen's measures. Network, durations, demands and downtimes come from streams of their own: changing the range of one leaves the others as they are.</summary>
public static class ProjectGenerator
{
    // Redundancy is watched by bit sets of all followers; beyond this many tasks a link may be redundant.
    private const int MostWatched = 5_000;

    /// <summary>A project after the options.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ProjectProblem Create(ProjectGeneratorOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var links = Links(options, random.Split("network"));
        var modes = Modes(options, random.Split("durations"), random.Split("demands"));
        var name = options.Name ?? $"project-{options.Tasks}x{options.Resources}-seed{options.Seed}";
        var pausing = random.Split("pauses");
        ImmutableArray<ProjectTask> tasks = [.. modes.Select((list, i) => new ProjectTask($"T{i + 1}", list, Pauses: pausing.NextDouble() < options.PausingShare))];
        var plenty = Enumerable.Range(0, options.Resources).Select(r => new ProjectResource($"R{r + 1}", (long)options.MaxDemand * options.Tasks)).ToImmutableArray();
        var capacities = Capacities(options, new ProjectProblem(name, plenty, tasks, links));
        var closing = random.Split("downtimes");
        var resources = plenty.Select((resource, r) => resource with { Capacity = capacities[r], Windows = Windows(options, tasks, closing) });
        return new(name, [.. resources], tasks, links, origin: $"Rota's generator, seed {options.Seed}");
    }

    private static ImmutableArray<ProjectLink> Links(ProjectGeneratorOptions options, RandomStream random)
    {
        var n = options.Tasks;
        var links = ImmutableArray.CreateBuilder<ProjectLink>();
        var watched = n <= MostWatched;
        // Both ways: adding a link must neither be redundant nor make an earlier one so.
        var (after, before) = (new System.Collections.BitArray[watched ? n : 0], new System.Collections.BitArray[watched ? n : 0]);
        for (var i = 0; i < after.Length; i++) (after[i], before[i]) = (new(n), new(n));
        var direct = new HashSet<(int, int)>();
        var starts = Math.Max(1, n / 10);
        for (var j = Math.Min(n, starts); j < n; j++) Try(random.Next(j), j);
        var wanted = (long)(options.NetworkComplexity * n);
        for (long tries = 0; links.Count < wanted && tries < 40 * wanted && n > 1; tries++)
        {
            var (a, b) = (random.Next(n), random.Next(n));
            if (a != b) Try(Math.Min(a, b), Math.Max(a, b));
        }
        return links.ToImmutable();

        void Try(int from, int to)
        {
            if (direct.Contains((from, to)) || (watched && (after[from][to] || Spoils(from, to)))) return;
            direct.Add((from, to));
            links.Add(new(from, to));
            if (!watched) return;
            for (var i = 0; i < n; i++)
            {
                if (i != from && !before[from][i]) continue;
                after[i].Or(after[to]);
                after[i][to] = true;
            }
            for (var i = 0; i < n; i++)
            {
                if (i != to && !after[to][i]) continue;
                before[i].Or(before[from]);
                before[i][from] = true;
            }
        }

        bool Spoils(int from, int to)
        {
            foreach (var (a, b) in direct)
                if ((a == from || before[from][a]) && (b == to || after[to][b])) return true;
            return false;
        }
    }

    private static ImmutableArray<TaskMode>[] Modes(ProjectGeneratorOptions options, RandomStream times, RandomStream needs)
    {
        var modes = new ImmutableArray<TaskMode>[options.Tasks];
        for (var i = 0; i < modes.Length; i++)
        {
            var durations = Enumerable.Range(0, options.Modes).Select(_ => times.Next(1, options.MaxDuration)).Order().ToArray();
            var own = Enumerable.Range(0, options.Resources).Where(_ => needs.NextDouble() < options.ResourceFactor).ToList();
            if (own.Count == 0 && options.Resources > 0 && options.ResourceFactor > 0) own.Add(needs.Next(options.Resources));
            var amounts = own.Select(_ => Enumerable.Range(0, options.Modes).Select(_ => needs.Next(1, options.MaxDemand)).OrderDescending().ToArray()).ToArray();
            modes[i] = [.. durations.Select((duration, m) => new TaskMode(duration, [.. own.Select((r, k) => new Demand(r, amounts[k][m]))]))];
        }
        return modes;
    }

    private static long[] Capacities(ProjectGeneratorOptions options, ProjectProblem plenty)
    {
        var times = new ProjectNetwork(plenty).Times(plenty);
        var capacities = new long[options.Resources];
        for (var r = 0; r < capacities.Length; r++)
        {
            long least = 1;
            var changes = new List<(long Time, long Change)>();
            for (var i = 0; i < plenty.Tasks.Length; i++)
            {
                least = Math.Max(least, plenty.Tasks[i].Modes.Max(mode => mode.DemandOf(r)));
                var (start, amount) = (times.EarliestStarts[i], plenty.Tasks[i].Modes[0].DemandOf(r));
                changes.Add((start, amount));
                changes.Add((start + times.Durations[i], -amount));
            }
            changes.Sort();
            var (peak, load) = (0L, 0L);
            foreach (var (_, change) in changes) peak = Math.Max(peak, load += change);
            capacities[r] = least + (long)Math.Round(options.ResourceStrength * Math.Max(0, peak - least));
        }
        return capacities;
    }

    private static ImmutableArray<CapacityWindow> Windows(ProjectGeneratorOptions options, ImmutableArray<ProjectTask> tasks, RandomStream random)
    {
        if (options.Downtimes == 0) return [];
        var last = (int)Math.Min(int.MaxValue / 2, Math.Max(10, tasks.Sum(task => task.ShortestDuration) / 2));
        var windows = new List<CapacityWindow>();
        for (var k = 0; k < options.Downtimes; k++)
        {
            var start = random.Next(3, last);
            var window = new CapacityWindow(start, start + random.Next(2, 6));
            if (windows.All(other => other.End < window.Start || other.Start > window.End)) windows.Add(window);
        }
        return [.. windows.OrderBy(window => window.Start)];
    }
}
