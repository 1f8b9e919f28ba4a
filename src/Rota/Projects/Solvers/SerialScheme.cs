using System.Collections.Immutable;

namespace Rota.Projects.Solvers;

/// <summary>
/// Serial schedule generation (Kelley 1963): tasks in the order of a list, each as early as everything placed before allows. Honours links, releases, capacities, downtimes,
/// calendars and exclusive sets; deadlines, stocks and maximal lags are not looked at (the referee tells). For every project; not for several threads at once.
/// </summary>
public sealed class SerialScheme
{
    private readonly ProjectProblem problem;
    private readonly ProjectNetwork network;
    private readonly StepProfile?[] profiles;
    private readonly int[][] rivals;
    private readonly long[] starts;
    private readonly long[] ends;
    private readonly long[] floors;
    private readonly int[] chosen;
    private readonly int[] missing;
    private readonly bool[] placed;
    private readonly PriorityQueue<int, int> ready = new();

    /// <summary>Prepares the scheme for a project.</summary>
    public SerialScheme(ProjectProblem problem)
    {
        this.problem = problem;
        network = new(problem);
        var n = problem.Tasks.Length;
        (starts, ends, floors, chosen, missing, placed) = (new long[n], new long[n], new long[n], new int[n], new int[n], new bool[n]);
        profiles = [.. problem.Resources.Select((resource, r) => resource.Renewable ? new StepProfile(problem.Capacity(r)) : null)];
        var pairs = new SortedSet<int>[n];
        for (var i = 0; i < n; i++) pairs[i] = [];
        foreach (var set in problem.Exclusive)
            foreach (var a in set)
                foreach (var b in set)
                    if (a != b) pairs[a].Add(b);
        rivals = [.. pairs.Select(set => set.ToArray())];
    }

    /// <summary>The schedule of a list.</summary>
    /// <param name="order">Every task once. A task whose predecessors come later in the list waits for them.</param>
    /// <param name="modes">The mode of each task; empty for the first mode of all.</param>
    /// <returns>Null when some task never fits: its resources are closed for good, or its mode wants more than there is.</returns>
    public ProjectSchedule? Schedule(ReadOnlySpan<int> order, ReadOnlySpan<int> modes = default)
    {
        Array.Clear(floors);
        return Pass(order, modes);
    }

    /// <summary>
    /// The schedule of a list, and where a task starts too long before another (a maximal lag), once more with that task held back, a bounded number of times: serial scheduling
    /// with unscheduling steps (Franck, Neumann, Schwindt 2001) in a simple form. Lags may still be broken in the end.
    /// </summary>
    internal ProjectSchedule? Repaired(ReadOnlySpan<int> order, ReadOnlySpan<int> modes, int steps = 30)
    {
        Array.Clear(floors);
        var schedule = Pass(order, modes);
        for (var step = 0; step < steps && schedule is not null && !network.Maximal.IsEmpty; step++)
        {
            var held = false;
            foreach (var link in network.Maximal)
            {
                var bound = (link.FromEnd ? ends[link.From] : starts[link.From]) + link.Lag;
                var lack = bound - (link.ToEnd ? ends[link.To] : starts[link.To]);
                if (lack <= 0) continue;
                floors[link.To] = starts[link.To] + lack;
                held = true;
            }
            if (!held) return schedule;
            schedule = Pass(order, modes);
        }
        return schedule;
    }

    private ProjectSchedule? Pass(ReadOnlySpan<int> order, ReadOnlySpan<int> modes)
    {
        foreach (var profile in profiles) profile?.Clear();
        Array.Clear(placed);
        Array.Clear(chosen);
        modes.CopyTo(chosen);
        var place = new int[order.Length];
        for (var at = 0; at < order.Length; at++) place[order[at]] = at;
        ready.Clear();
        for (var i = 0; i < missing.Length; i++)
            if ((missing[i] = network.In[i].Length) == 0) ready.Enqueue(i, place[i]);
        while (ready.TryDequeue(out var task, out _))
        {
            if (!Place(task)) return null;
            foreach (var link in network.Out[task])
                if (--missing[link.To] == 0) ready.Enqueue(link.To, place[link.To]);
        }
        return new([.. starts], ImmutableArray.Create(chosen));
    }

    private bool Place(int task)
    {
        var mode = problem.Tasks[task].Modes[chosen[task]];
        var (start, endFloor) = (Math.Max(problem.Tasks[task].Release, floors[task]), 0L);
        foreach (var link in network.In[task])
        {
            var bound = (link.FromEnd ? ends[link.From] : starts[link.From]) + link.Lag;
            if (link.ToEnd) endFloor = Math.Max(endFloor, bound);
            else start = Math.Max(start, bound);
        }
        var working = problem.WorkingTime(task, chosen[task]);
        while (true)
        {
            start = Floor(task, start, endFloor, mode.Duration, working);
            if (start == long.MaxValue) return false;
            var end = problem.End(task, chosen[task], start);
            if (end == long.MaxValue) return false;
            var next = Clash(task, mode, start, end);
            if (next == long.MaxValue) return false;
            if (next < 0)
            {
                (starts[task], ends[task], placed[task]) = (start, end, true);
                if (mode.Duration == 0) return true;
                foreach (var demand in mode.Demands) profiles[demand.Resource]?.Take(start, end, demand.Amount);
                return true;
            }
            start = next;
        }
    }

    /// <summary>The first start at or after a time that lies in working time and ends late enough.</summary>
    private long Floor(int task, long start, long endFloor, long duration, WorkingTime working)
    {
        if (!problem.Tasks[task].Pauses || duration == 0) return Math.Max(start, endFloor - duration);
        start = working.NextOpen(start);
        return start == long.MaxValue || working.End(start, duration) >= endFloor
            ? start
            : working.NextOpen(Math.Max(start, working.LatestStart(endFloor - 1, duration) + 1));
    }

    /// <summary>A later start to try when the task does not fit at this one; -1 when it fits.</summary>
    private long Clash(int task, TaskMode mode, long start, long end)
    {
        if (mode.Duration == 0) return -1;
        foreach (var demand in mode.Demands)
            if (profiles[demand.Resource]?.Clash(start, end, demand.Amount, problem.Tasks[task].Pauses) is { } next and >= 0) return next;
        foreach (var rival in rivals[task])
            if (placed[rival] && starts[rival] < end && ends[rival] > start && ends[rival] > starts[rival]) return ends[rival];
        return -1;
    }
}
