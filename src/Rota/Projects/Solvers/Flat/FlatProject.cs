using System.Collections.Immutable;

namespace Rota.Projects.Solvers.Flat;

/// <summary>
/// A textbook project as flat arrays for the fast scheme: durations, demands packed four resources a word (15 bits each), predecessors and successors side by side, topological order, critical path.
/// Durations and demands are those of the modes chosen; they can be changed.
/// </summary>
internal sealed class FlatProject
{
    /// <summary>Longest horizon for which a profile by time units is worth its memory.</summary>
    public const int MostHorizon = 200_000;

    /// <summary>The guard bits of a word: set where a lane has not gone below zero.</summary>
    public const ulong Guard = 0x8000_8000_8000_8000;

    private readonly ProjectProblem problem;
    private readonly int[] lane;

    private FlatProject(ProjectProblem problem)
    {
        this.problem = problem;
        var n = Count = problem.Tasks.Length;
        (Duration, Mode) = (new int[n], new int[n]);
        lane = new int[problem.Resources.Length];
        var lanes = 0;
        for (var r = 0; r < lane.Length; r++) lane[r] = problem.Resources[r].Renewable ? lanes++ : -1;
        Words = Math.Max(1, (lanes + 3) / 4);
        Capacity = new ulong[Words];
        for (var r = 0; r < lane.Length; r++)
            if (lane[r] >= 0) Capacity[lane[r] / 4] |= (ulong)problem.Resources[r].Capacity << (16 * (lane[r] % 4));
        Demand = new ulong[n * Words];
        (PredecessorStart, Predecessors) = Rows(n, problem, link => link.To, link => link.From);
        (SuccessorStart, Successors) = Rows(n, problem, link => link.From, link => link.To);
        Order = Topological();
        Horizon = (int)problem.Tasks.Sum(task => task.LongestDuration);
        Choose(Mode);
    }

    /// <summary>Number of tasks.</summary>
    public int Count { get; }

    /// <summary>Words of a profile entry.</summary>
    public int Words { get; }

    /// <summary>Sum of the longest durations: no active schedule is longer.</summary>
    public int Horizon { get; }

    /// <summary>Duration of each task.</summary>
    public int[] Duration { get; }

    /// <summary>The mode of each task.</summary>
    public int[] Mode { get; }

    /// <summary>Packed demands, <see cref="Words"/> a task.</summary>
    public ulong[] Demand { get; }

    /// <summary>Packed capacities.</summary>
    public ulong[] Capacity { get; }

    /// <summary>Where each task's predecessors begin; one more entry at the end.</summary>
    public int[] PredecessorStart { get; }

    /// <summary>Predecessors of all tasks side by side.</summary>
    public int[] Predecessors { get; }

    /// <summary>Where each task's successors begin; one more entry at the end.</summary>
    public int[] SuccessorStart { get; }

    /// <summary>Successors of all tasks side by side.</summary>
    public int[] Successors { get; }

    /// <summary>A topological order, smaller numbers first.</summary>
    public int[] Order { get; }

    /// <summary>The project as flat arrays; null when it is no textbook project, its capacities pass 15 bits, or its horizon is too long.</summary>
    public static FlatProject? Of(ProjectProblem problem, bool modes = false)
    {
        if (problem.Unservable is not null || problem.IsRecurring || !problem.Exclusive.IsEmpty || (problem.IsMultiMode && !modes)) return null;
        foreach (var link in problem.Links)
            if (link is not { Lag: 0, Kind: LinkKind.FinishToStart }) return null;
        long horizon = 0;
        foreach (var task in problem.Tasks)
        {
            if (task.Release != 0 || task.Due is not null) return null;
            horizon += task.LongestDuration;
        }
        foreach (var resource in problem.Resources)
        {
            if (!resource.Renewable && modes) continue;
            if (!resource.Renewable || resource.Capacity >= 0x8000 || !resource.Windows.IsDefaultOrEmpty) return null;
        }
        return horizon > MostHorizon ? null : new(problem);
    }

    /// <summary>Takes these modes.</summary>
    public void Choose(ReadOnlySpan<int> modes)
    {
        for (var i = 0; i < Count; i++) Choose(i, modes[i]);
    }

    /// <summary>Takes a mode for one task.</summary>
    public void Choose(int task, int mode)
    {
        var chosen = problem.Tasks[task].Modes[mode];
        Mode[task] = mode;
        Duration[task] = (int)chosen.Duration;
        Demand.AsSpan(task * Words, Words).Clear();
        if (chosen.Duration == 0) return;
        foreach (var demand in chosen.Demands)
            if (lane[demand.Resource] is var l and >= 0) Demand[(task * Words) + (l / 4)] |= (ulong)demand.Amount << (16 * (l % 4));
    }

    /// <summary>Offers a schedule to a run, if it is news.</summary>
    public void Offer(Solving.Run<ProjectSchedule> run, int[] starts, int makespan, string source)
    {
        if (makespan >= run.Objective) return;
        run.Offer(new([.. starts.Select(start => (long)start)], ImmutableArray.Create(Mode)), makespan, source);
    }

    /// <summary>Longest path from the end of the project back to each task's start, its own duration included.</summary>
    public void Tails(int[] tails)
    {
        for (var at = Count - 1; at >= 0; at--)
        {
            var task = Order[at];
            var longest = 0;
            for (var s = SuccessorStart[task]; s < SuccessorStart[task + 1]; s++) longest = Math.Max(longest, tails[Successors[s]]);
            tails[task] = longest + Duration[task];
        }
    }

    /// <summary>Longest path from the start of the project to each task's start.</summary>
    public void Heads(int[] heads)
    {
        foreach (var task in Order)
        {
            var longest = 0;
            for (var p = PredecessorStart[task]; p < PredecessorStart[task + 1]; p++)
                longest = Math.Max(longest, heads[Predecessors[p]] + Duration[Predecessors[p]]);
            heads[task] = longest;
        }
    }

    private static (int[] Start, int[] Items) Rows(int n, ProjectProblem problem, Func<ProjectLink, int> key, Func<ProjectLink, int> item)
    {
        var rows = new SortedSet<int>[n];
        for (var i = 0; i < n; i++) rows[i] = [];
        foreach (var link in problem.Links) rows[key(link)].Add(item(link));
        var start = new int[n + 1];
        for (var i = 0; i < n; i++) start[i + 1] = start[i] + rows[i].Count;
        return (start, [.. rows.SelectMany(row => row)]);
    }

    private int[] Topological()
    {
        var (order, missing, ready) = (new int[Count], new int[Count], new PriorityQueue<int, int>());
        for (var i = 0; i < Count; i++)
            if ((missing[i] = PredecessorStart[i + 1] - PredecessorStart[i]) == 0) ready.Enqueue(i, i);
        for (var at = 0; ready.TryDequeue(out var task, out _); at++)
        {
            order[at] = task;
            for (var s = SuccessorStart[task]; s < SuccessorStart[task + 1]; s++)
                if (--missing[Successors[s]] == 0) ready.Enqueue(Successors[s], Successors[s]);
        }
        return order;
    }
}
