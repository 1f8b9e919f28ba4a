using System.Collections.Immutable;

namespace Rota.Projects.Solvers;

/// <summary>
/// The links of a project as an order. Links on a circle that let the successor start first (maximal lags) are kept apart; all others order their tasks: those that come in and
/// go out of every task, and a topological order.
/// </summary>
internal sealed class ProjectNetwork
{
    public ProjectNetwork(ProjectProblem problem)
    {
        var n = problem.Tasks.Length;
        var ordering = problem.Links.ToList();
        var backward = new List<ProjectLink>();
        while ((Order = Sorted(n, ordering)).Length < n)
        {
            // Links on a circle that allow their successor to start first are maximal lags; where a circle has none, its tasks start together.
            var circular = OnCircle(n, ordering);
            var demoted = circular.Where(link => Length(problem, link) < 0).ToHashSet();
            if (demoted.Count == 0) demoted = [.. circular.Where(link => link.Kind != LinkKind.FinishToStart || link.Lag < 0)];
            if (demoted.Count == 0) throw new InvalidOperationException("a circle of precedence passed validation");
            ordering.RemoveAll(demoted.Contains);
            backward.AddRange(demoted);
        }
        Maximal = [.. backward];
        In = Grouped(n, ordering, link => link.To);
        Out = Grouped(n, ordering, link => link.From);
    }

    /// <summary>The ordering links into each task.</summary>
    public ProjectLink[][] In { get; }

    /// <summary>The ordering links out of each task.</summary>
    public ProjectLink[][] Out { get; }

    /// <summary>The links that bound from above, or tie tasks that start together.</summary>
    public ImmutableArray<ProjectLink> Maximal { get; }

    /// <summary>The tasks in a topological order, smaller numbers first.</summary>
    public int[] Order { get; }

    /// <summary>Earliest and latest times without resources, every task in its shortest mode.</summary>
    public Policies.NetworkTimes Times(ProjectProblem problem) => new(
        [.. problem.Tasks.Select(task => task.ShortestDuration)],
        Order,
        [.. Out.Select(links => links.Select(link => link.To).ToArray())],
        (task, s) => Math.Max(0, Length(problem, Out[task][s])));

    /// <summary>The least time from the predecessor's start to the successor's start that a link forces, in working time.</summary>
    public static long Length(ProjectProblem problem, ProjectLink link)
    {
        var length = link.Lag + (link.FromEnd ? problem.Tasks[link.From].ShortestDuration : 0);
        if (!link.ToEnd) return length;
        // Pauses stretch the successor without bound: its start is then not tied from below.
        return problem.Tasks[link.To].Pauses ? -1 : length - problem.Tasks[link.To].LongestDuration;
    }

    private static List<ProjectLink> OnCircle(int n, List<ProjectLink> links)
    {
        var next = Grouped(n, links, link => link.From);
        var circular = new List<ProjectLink>();
        foreach (var group in links.GroupBy(link => link.To))
        {
            var (reached, todo) = (new bool[n], new Stack<int>([group.Key]));
            reached[group.Key] = true;
            while (todo.TryPop(out var task))
                foreach (var link in next[task])
                {
                    if (reached[link.To]) continue;
                    reached[link.To] = true;
                    todo.Push(link.To);
                }
            circular.AddRange(group.Where(link => reached[link.From]));
        }
        return circular;
    }

    private static int[] Sorted(int n, List<ProjectLink> links)
    {
        var (missing, next) = (new int[n], Grouped(n, links, link => link.From));
        foreach (var link in links) missing[link.To]++;
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < n; i++)
            if (missing[i] == 0) ready.Enqueue(i, i);
        var order = new List<int>(n);
        while (ready.TryDequeue(out var task, out _))
        {
            order.Add(task);
            foreach (var link in next[task])
                if (--missing[link.To] == 0) ready.Enqueue(link.To, link.To);
        }
        return [.. order];
    }

    private static ProjectLink[][] Grouped(int n, List<ProjectLink> links, Func<ProjectLink, int> key)
    {
        var groups = new List<ProjectLink>[n];
        for (var i = 0; i < n; i++) groups[i] = [];
        foreach (var link in links) groups[key(link)].Add(link);
        return [.. groups.Select(group => group.ToArray())];
    }
}
