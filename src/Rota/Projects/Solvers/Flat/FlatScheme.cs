using System.Runtime.CompilerServices;

namespace Rota.Projects.Solvers.Flat;

/// <summary>
/// Serial schedule generation, both directions of time, and justification (Valls, Ballestín, Quintanilla 2005) on a profile by time units. No allocation a pass; one
/// object a thread. A word holds four resources, so that one subtraction compares all of them.
/// </summary>
internal sealed class FlatScheme
{
    private readonly FlatProject project;
    private readonly ulong[] free;
    private readonly int[] count;
    private readonly int[] sorted;
    private readonly int[] mirror;

    public FlatScheme(FlatProject project)
    {
        this.project = project;
        free = new ulong[(project.Horizon + 1) * project.Words];
        count = new int[project.Horizon + 2];
        (sorted, mirror) = (new int[project.Count], new int[project.Count]);
    }

    /// <summary>Passes made so far: schedules, as the literature counts them.</summary>
    public long Passes { get; private set; }

    /// <summary>Every task of a precedence-feasible list as early as it fits; gives the makespan.</summary>
    public int Forward(ReadOnlySpan<int> list, int[] starts) => Pass(list, starts, project.PredecessorStart, project.Predecessors);

    /// <summary>Every task of a list that is precedence-feasible backwards as late as it fits, in time counted back from the end; gives the makespan. Starts are those of the mirrored project.</summary>
    public int Backward(ReadOnlySpan<int> list, int[] starts) => Pass(list, starts, project.SuccessorStart, project.Successors);

    /// <summary>Every task as early as it fits after those it waits for: <paramref name="before"/> from <paramref name="first"/>[task] to <paramref name="first"/>[task + 1].</summary>
    private int Pass(ReadOnlySpan<int> list, int[] starts, int[] first, int[] before)
    {
        Clear();
        var duration = project.Duration;
        var last = 0;
        foreach (var task in list)
        {
            var earliest = 0;
            for (var at = first[task]; at < first[task + 1]; at++) earliest = Math.Max(earliest, starts[before[at]] + duration[before[at]]);
            var start = Place(task, earliest);
            starts[task] = start;
            last = Math.Max(last, start + duration[task]);
        }
        return last;
    }

    /// <summary>Right and left passes while the makespan falls (Li and Willis 1992, Tormos and Lova 2001), at most so many pairs; gives the makespan. Starts are those of the last left pass.</summary>
    public int Justify(int makespan, int[] starts, int pairs = int.MaxValue)
    {
        while (pairs-- > 0)
        {
            SortByEnd(starts, makespan);
            var right = Backward(sorted, mirror);
            SortMirrored(right);
            var left = Forward(sorted, starts);
            if (left >= makespan) return left;
            makespan = left;
        }
        return makespan;
    }

    /// <summary>The tasks by start, ties in topological order.</summary>
    public void ListOf(int[] starts, int makespan, Span<int> list)
    {
        var order = project.Order;
        count.AsSpan(0, makespan + 2).Clear();
        foreach (var task in order) count[starts[task] + 1]++;
        for (var t = 1; t <= makespan; t++) count[t] += count[t - 1];
        foreach (var task in order) list[count[starts[task]]++] = task;
    }

    /// <summary>By decreasing end, ties in reverse topological order: precedence-feasible backwards, empty tasks included.</summary>
    private void SortByEnd(int[] starts, int makespan)
    {
        var (order, duration) = (project.Order, project.Duration);
        count.AsSpan(0, makespan + 2).Clear();
        foreach (var task in order) count[makespan - starts[task] - duration[task] + 1]++;
        for (var t = 1; t <= makespan; t++) count[t] += count[t - 1];
        for (var at = order.Length - 1; at >= 0; at--)
        {
            var task = order[at];
            sorted[count[makespan - starts[task] - duration[task]]++] = task;
        }
    }

    /// <summary>By start in real time of a mirrored schedule, ties in topological order.</summary>
    private void SortMirrored(int makespan)
    {
        var (order, duration) = (project.Order, project.Duration);
        count.AsSpan(0, makespan + 2).Clear();
        foreach (var task in order) count[makespan - mirror[task] - duration[task] + 1]++;
        for (var t = 1; t <= makespan; t++) count[t] += count[t - 1];
        foreach (var task in order) sorted[count[makespan - mirror[task] - duration[task]]++] = task;
    }

    private void Clear()
    {
        Passes++;
        if (project.Words == 1)
        {
            Array.Fill(free, project.Capacity[0] | FlatProject.Guard);
            return;
        }
        for (var at = 0; at < free.Length; at += project.Words) project.Capacity.CopyTo(free, at);
        for (var at = 0; at < free.Length; at++) free[at] |= FlatProject.Guard;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(int task, int earliest) => project.Words == 1 ? PlaceOne(task, earliest) : PlaceMany(task, earliest);

    private int PlaceOne(int task, int earliest)
    {
        var (duration, demand) = (project.Duration[task], project.Demand[task]);
        if (demand == 0) return earliest;
        var profile = free;
        var (start, known) = (earliest, earliest);
        while (true)
        {
            // Backwards over what was not looked at yet: the last clash tells how far to move.
            var at = start + duration - 1;
            while (at >= known && ((profile[at] - demand) & FlatProject.Guard) == FlatProject.Guard) at--;
            if (at < known) break;
            known = start + duration;
            start = at + 1;
        }
        for (var at = start; at < start + duration; at++) profile[at] -= demand;
        return start;
    }

    private int PlaceMany(int task, int earliest)
    {
        var (duration, words) = (project.Duration[task], project.Words);
        var demand = project.Demand.AsSpan(task * words, words);
        if (!demand.ContainsAnyExcept(0UL)) return earliest;
        var (start, known) = (earliest, earliest);
        while (true)
        {
            var at = start + duration - 1;
            while (at >= known && Fits(at, demand)) at--;
            if (at < known) break;
            known = start + duration;
            start = at + 1;
        }
        for (var at = start * words; at < (start + duration) * words; at += words)
            for (var w = 0; w < demand.Length; w++) free[at + w] -= demand[w];
        return start;
    }

    private bool Fits(int time, ReadOnlySpan<ulong> demand)
    {
        var at = time * demand.Length;
        for (var w = 0; w < demand.Length; w++)
            if (((free[at + w] - demand[w]) & FlatProject.Guard) != FlatProject.Guard) return false;
        return true;
    }
}
