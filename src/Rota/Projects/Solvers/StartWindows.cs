using System.Collections.Immutable;

namespace Rota.Projects.Solvers;

/// <summary>
/// Earliest and latest start of every task under all links, minimal and maximal, releases and deadlines, if everything ends by a given time; resources are forgotten. Longest
/// paths by Bellman and Ford. A circle of links with a positive length shows that no schedule exists.
/// </summary>
public sealed class StartWindows
{
    private StartWindows(ImmutableArray<long> earliest, ImmutableArray<long> latest, ImmutableArray<int> circle, int empty) =>
        (Earliest, Latest, Circle, Empty) = (earliest, latest, circle, empty);

    /// <summary>Earliest starts.</summary>
    public ImmutableArray<long> Earliest { get; }

    /// <summary>Latest starts.</summary>
    public ImmutableArray<long> Latest { get; }

    /// <summary>Tasks on a circle of positive length, the first repeated at the end; empty when there is none.</summary>
    public ImmutableArray<int> Circle { get; }

    /// <summary>A task whose latest start lies before its earliest; -1 when there is none.</summary>
    public int Empty { get; }

    /// <summary>True when no schedule can keep the links and end in time.</summary>
    public bool IsEmpty => !Circle.IsEmpty || Empty >= 0;

    /// <summary>The windows of a project.</summary>
    public static StartWindows Of(ProjectProblem problem, long end)
    {
        var n = problem.Tasks.Length;
        var links = problem.Links.Select(link => (link.From, link.To, Length: Shortest(problem, link))).Where(link => link.Length > long.MinValue).ToArray();
        var (earliest, by) = (new long[n], new int[n]);
        Array.Fill(by, -1);
        for (var i = 0; i < n; i++) earliest[i] = Open(problem, i, problem.Tasks[i].Release);
        for (var round = 0; ; round++)
        {
            var changed = -1;
            foreach (var (from, to, length) in links)
            {
                if (earliest[from] + length <= earliest[to]) continue;
                (earliest[to], by[to], changed) = (Open(problem, to, earliest[from] + length), from, to);
            }
            if (changed < 0) break;
            if (round > n || earliest[changed] > problem.Horizon + end) return new([.. earliest], [.. earliest], Circuit(by, changed), changed);
        }
        var latest = new long[n];
        for (var i = 0; i < n; i++) latest[i] = Math.Min(end, problem.Tasks[i].Due ?? long.MaxValue) - problem.Tasks[i].ShortestDuration;
        for (var round = 0; round <= n; round++)
        {
            var changed = false;
            foreach (var (from, to, length) in links)
            {
                if (latest[to] - length >= latest[from]) continue;
                (latest[from], changed) = (latest[to] - length, true);
            }
            if (!changed) break;
        }
        var empty = -1;
        for (var i = 0; i < n && empty < 0; i++)
            if (earliest[i] > latest[i]) empty = i;
        return new([.. earliest], [.. latest], [], empty);
    }

    /// <summary>A task that may not touch its breaks, or stops in them, is at work at the earliest when it finds itself in no break.</summary>
    private static long Open(ProjectProblem problem, int task, long time)
    {
        var best = long.MaxValue;
        for (var m = 0; m < problem.Tasks[task].Modes.Length; m++)
            best = Math.Min(best, problem.Tasks[task].Modes[m].Duration == 0 ? time : problem.WorkingTime(task, m).NextOpen(time));
        return best == long.MaxValue ? time : best;
    }

    /// <summary>The least time from start to start that a link forces; <see cref="long.MinValue"/> when it forces none.</summary>
    private static long Shortest(ProjectProblem problem, ProjectLink link)
    {
        var length = link.Lag + (link.FromEnd ? problem.Tasks[link.From].ShortestDuration : 0);
        if (!link.ToEnd) return length;
        return problem.Tasks[link.To].Pauses ? long.MinValue : length - problem.Tasks[link.To].LongestDuration;
    }

    private static ImmutableArray<int> Circuit(int[] by, int task)
    {
        for (var step = 0; step < by.Length && by[task] >= 0; step++) task = by[task];
        var circle = new List<int> { task };
        for (var at = by[task]; at >= 0 && at != task && circle.Count <= by.Length; at = by[at]) circle.Add(at);
        if (circle.Count > 1 || by[task] == task) circle.Add(task);
        circle.Reverse();
        return [.. circle];
    }
}
