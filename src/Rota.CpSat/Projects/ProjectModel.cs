using System.Collections.Immutable;
using Google.OrTools.Sat;
using Google.OrTools.Util;
using Rota.CpSat.Solving;
using Rota.Projects;
using Rota.Projects.Solvers;

namespace Rota.CpSat.Projects;

/// <summary>
/// A project as a CP-SAT model: an interval a task (an optional one a mode where there is a choice), cumulative resources, links as inequalities between starts and ends, breaks in
/// the domains of the starts, pauses as pieces of constant length, stocks as sums. Minimises the makespan.
/// </summary>
internal sealed class ProjectModel : ICpSatModel<ProjectSchedule>
{
    private readonly ProjectProblem problem;
    private readonly IntVar[] starts;
    private readonly LinearExpr[] ends;
    private readonly BoolVar[]?[] present;
    private readonly List<(IntervalVar Interval, long Demand)>[] loads;
    private readonly List<IntervalVar>[] parts;
    private readonly IntVar? makespan;

    /// <param name="problem">The project.</param>
    /// <param name="highest">Only schedules that end by then are wanted.</param>
    /// <param name="lowest">A proved lower bound on the makespan.</param>
    /// <param name="windows">Earliest and latest starts under <paramref name="highest"/>; null when they are known to be empty.</param>
    public ProjectModel(ProjectProblem problem, long highest, long lowest, StartWindows windows)
    {
        this.problem = problem;
        var n = problem.Tasks.Length;
        (starts, ends, present, parts) = (new IntVar[n], new LinearExpr[n], new BoolVar[]?[n], new List<IntervalVar>[n]);
        loads = [.. problem.Resources.Select(_ => new List<(IntervalVar, long)>())];
        IsEmpty = windows.IsEmpty || lowest > highest;
        for (var i = 0; i < n && !IsEmpty; i++) AddTask(i, windows, highest);
        if (IsEmpty) return;
        foreach (var link in problem.Links)
            Model.Add((link.ToEnd ? ends[link.To] : starts[link.To]) >= (link.FromEnd ? ends[link.From] : starts[link.From]) + link.Lag);
        for (var r = 0; r < loads.Length; r++)
            if (problem.Resources[r].Renewable) AddCapacity(r, highest);
            else AddStock(r);
        foreach (var set in problem.Exclusive) Model.AddNoOverlap(set.SelectMany(task => parts[task]));
        makespan = Model.NewIntVar(Math.Max(0, lowest), highest, "makespan");
        foreach (var end in ends) Model.Add(makespan >= end);
    }

    /// <summary>The model.</summary>
    public CpModel Model { get; } = new();

    /// <summary>True when no such schedule can exist.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Asks for the shortest schedule.</summary>
    public void MinimiseMakespan() => Model.Minimize(makespan!);

    /// <summary>Asks for the schedule that moves starts least from those given.</summary>
    public void MinimiseDistance(ImmutableArray<long> wanted)
    {
        var terms = new List<LinearExpr>();
        for (var i = 0; i < starts.Length; i++)
        {
            var distance = Model.NewIntVar(0, 1L << 40, "");
            Model.Add(distance >= starts[i] - wanted[i]);
            Model.Add(distance >= wanted[i] - starts[i]);
            terms.Add(distance);
        }
        Model.Minimize(LinearExpr.Sum(terms));
    }

    /// <summary>Shows the solver a schedule to start from; it may lie above the wanted makespan.</summary>
    public void Hint(ProjectSchedule schedule)
    {
        for (var i = 0; i < starts.Length; i++)
        {
            Model.AddHint(starts[i], schedule.Starts[i]);
            if (present[i] is not { } choice) continue;
            for (var m = 0; m < choice.Length; m++) Model.AddHint(choice[m], schedule.Modes[i] == m);
        }
    }

    /// <summary>A task keeps its mode.</summary>
    public void Keep(int task, int mode)
    {
        if (present[task] is { } choice) Model.Add(choice[mode] == 1);
    }

    /// <summary>A task begins when another has ended, or later.</summary>
    public void Precede(int before, int after) => Model.Add(starts[after] >= ends[before]);

    /// <summary>The schedule of a solution.</summary>
    public ProjectSchedule Read(CpSolverSolutionCallback solution)
    {
        var modes = new int[starts.Length];
        var times = new long[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            times[i] = solution.Value(starts[i]);
            if (present[i] is { } choice) modes[i] = Array.FindIndex(choice, literal => solution.BooleanValue(literal));
        }
        return new(ImmutableArray.Create(times), ImmutableArray.Create(modes));
    }

    private void AddTask(int i, StartWindows windows, long highest)
    {
        var task = problem.Tasks[i];
        parts[i] = [];
        starts[i] = Model.NewIntVar(windows.Earliest[i], windows.Latest[i], "");
        var possible = Enumerable.Range(0, task.Modes.Length).Select(m => Pieces(i, m, windows, highest)).ToArray();
        if (possible.All(pieces => pieces.Count == 0))
        {
            IsEmpty = true;
            return;
        }
        if (task.Modes.Length == 1 && possible[0].Select(piece => piece.Length).Distinct().Count() == 1)
        {
            var length = possible[0][0].Length;
            Model.AddLinearExpressionInDomain(starts[i], Domain(possible[0]));
            ends[i] = starts[i] + length;
            if (length > 0) Use(i, 0, Model.NewFixedSizeIntervalVar(starts[i], length, ""));
            return;
        }
        var end = Model.NewIntVar(windows.Earliest[i], Math.Min(task.Due ?? highest, highest), "");
        ends[i] = end;
        present[i] = new BoolVar[task.Modes.Length];
        for (var m = 0; m < task.Modes.Length; m++) AddMode(i, m, possible[m], end);
        Model.AddExactlyOne(present[i]!);
    }

    private void AddMode(int i, int m, List<Piece> pieces, IntVar end)
    {
        var literal = present[i]![m] = Model.NewBoolVar("");
        if (pieces.Count == 0)
        {
            Model.Add(literal == 0);
            return;
        }
        var lengths = pieces.GroupBy(piece => piece.Length).ToArray();
        if (lengths.Length == 1)
        {
            Model.AddLinearExpressionInDomain(starts[i], Domain(pieces)).OnlyEnforceIf(literal);
            Model.Add(end == starts[i] + lengths[0].Key).OnlyEnforceIf(literal);
            if (lengths[0].Key > 0) Use(i, m, Model.NewOptionalFixedSizeIntervalVar(starts[i], lengths[0].Key, literal, ""));
            return;
        }
        var size = Model.NewIntVar(lengths.Min(group => group.Key), lengths.Max(group => group.Key), "");
        var choice = new List<ILiteral>();
        foreach (var group in lengths)
        {
            var here = Model.NewBoolVar("");
            Model.Add(size == group.Key).OnlyEnforceIf(here);
            Model.AddLinearExpressionInDomain(starts[i], Domain([.. group])).OnlyEnforceIf(here);
            choice.Add(here);
        }
        choice.Add(literal.Not());
        Model.AddExactlyOne(choice);
        Use(i, m, Model.NewOptionalIntervalVar(starts[i], size, end, literal, ""));
    }

    private void Use(int i, int m, IntervalVar interval)
    {
        parts[i].Add(interval);
        foreach (var demand in problem.Tasks[i].Modes[m].Demands) loads[demand.Resource].Add((interval, demand.Amount));
    }

    /// <summary>Ranges of starts in which the task takes the same time from start to end: none that meets a break it may not meet, one for each set of breaks it pauses in.</summary>
    private List<Piece> Pieces(int i, int m, StartWindows windows, long highest)
    {
        var (task, mode, working) = (problem.Tasks[i], problem.Tasks[i].Modes[m], problem.WorkingTime(i, m));
        var latestEnd = Math.Min(task.Due ?? highest, highest);
        var (first, last) = (windows.Earliest[i], Math.Min(windows.Latest[i], latestEnd - mode.Duration));
        foreach (var demand in mode.Demands)
            if (problem.Resources[demand.Resource].Renewable && mode.Duration > 0 && demand.Amount > problem.Resources[demand.Resource].Capacity) return [];
        if (first > last) return [];
        if (mode.Duration == 0 || working.BreakStarts.IsEmpty) return [new(first, last, mode.Duration)];
        var edges = new SortedSet<long> { first, last + 1 };
        for (var b = 0; b < working.BreakStarts.Length && working.BreakStarts[b] < highest; b++)
        {
            var (from, to) = (working.BreakStarts[b], working.BreakEnds[b]);
            // Who starts later than this is not done when the break begins.
            var late = (task.Pauses ? working.LatestStart(from, mode.Duration) : from - mode.Duration) + 1;
            foreach (var edge in (ReadOnlySpan<long>)[late, from, to])
                if (edge > first && edge <= last) edges.Add(edge);
        }
        var pieces = new List<Piece>();
        var previous = first;
        foreach (var edge in edges.Skip(1))
        {
            var end = task.Pauses ? working.End(previous, mode.Duration) : previous + mode.Duration;
            var open = working.NextOpen(previous) == previous && (task.Pauses || working.FirstBreakIn(previous, end) is null);
            // Pauses may carry the end of those that start late in the piece, or of all, beyond the deadline.
            var until = end == long.MaxValue ? long.MinValue : Math.Min(edge - 1, latestEnd - (end - previous));
            if (open && until >= previous) pieces.Add(new(previous, until, end - previous));
            previous = edge;
        }
        return pieces;
    }

    private static Domain Domain(List<Piece> pieces) => Google.OrTools.Util.Domain.FromFlatIntervals([.. pieces.SelectMany(piece => new[] { piece.First, piece.Last })]);

    private void AddCapacity(int r, long highest)
    {
        if (loads[r].Count == 0) return;
        var usual = problem.Resources[r].Capacity;
        var cumulative = Model.AddCumulative(usual);
        foreach (var (interval, demand) in loads[r]) cumulative.AddDemand(interval, demand);
        var times = problem.Capacity(r).Times;
        var values = problem.Capacity(r).Values;
        for (var s = 0; s < times.Length && times[s] < highest; s++)
        {
            // Closed times are kept out of the starts already; a task that pauses may span them.
            if (values[s] == usual || values[s] == 0) continue;
            var until = s + 1 < times.Length ? Math.Min(times[s + 1], highest) : highest;
            cumulative.AddDemand(Model.NewFixedSizeIntervalVar(times[s], until - times[s], ""), usual - values[s]);
        }
    }

    private void AddStock(int r)
    {
        var terms = new List<LinearExpr>();
        for (var i = 0; i < starts.Length; i++)
            for (var m = 0; m < problem.Tasks[i].Modes.Length; m++)
                if (problem.Tasks[i].Modes[m].DemandOf(r) is var amount and > 0)
                    terms.Add(present[i] is { } choice ? choice[m] * amount : LinearExpr.Constant(amount));
        if (terms.Count > 0) Model.Add(LinearExpr.Sum(terms) <= problem.Resources[r].Capacity);
    }

    private readonly record struct Piece(long First, long Last, long Length);
}
