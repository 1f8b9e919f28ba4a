using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Projects;
using Rota.Projects.Proposals;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>
/// The schedule nearest to a proposal: every constraint of the project in CP-SAT, the proposal as hint, the sum of moved times minimised. For projects with one mode a
/// task and no pauses.
/// </summary>
public static class ProjectRepair
{
    /// <summary>Finds it.</summary>
    /// <param name="problem">The project.</param>
    /// <param name="proposal">Where tasks should start; tasks without a start are free. Null to look for any schedule, the shortest if time allows.</param>
    /// <param name="time">Most wall time.</param>
    /// <param name="workers">Threads of CP-SAT.</param>
    /// <param name="cancellation">Ends the search with the best so far.</param>
    /// <returns>
    /// A schedule the referee accepts, or none: infeasible when that is proved, unknown when time ran out. Optimal: no schedule is nearer.
    /// </returns>
    /// <exception cref="RotaException">The project has modes to choose from or tasks that pause.</exception>
    public static (Outcome Outcome, ProjectSchedule? Schedule) Nearest(
        ProjectProblem problem, Proposal? proposal, TimeSpan time, int workers = 1, CancellationToken cancellation = default)
    {
        if (Unfit(problem) is { } why) throw new RotaException($"{problem.Name}: {why}");
        var model = new CpModel();
        var starts = Tasks(model, problem);
        if (proposal is null) Shortest(model, problem, starts);
        else Near(model, problem, starts, proposal);
        long[]? best = null;
        var watch = TimeProvider.System;
        var began = watch.GetTimestamp();
        using var round = new CpSatRound(model, string.Create(
            CultureInfo.InvariantCulture, $"num_workers:{workers},random_seed:1,catch_sigint_signal:false,max_time_in_seconds:{time.TotalSeconds:F3}"))
        {
            Found = solution => best = [.. starts.Select(start => solution.Value(start))],
        };
        var status = round.Run(() => cancellation.IsCancellationRequested || watch.GetElapsedTime(began) > time);
        if (status == CpSolverStatus.Infeasible) return (Outcome.Infeasible, null);
        if (best is null) return (Outcome.Unknown, null);
        var schedule = ProjectSchedule.FromStarts(best);
        var broken = ProjectChecker.Violations(problem, schedule);
        if (!broken.IsEmpty) throw new InvalidOperationException($"the repair's schedule breaks a rule: {broken[0]}");
        return (status == CpSolverStatus.Optimal ? Outcome.Optimal : Outcome.Feasible, schedule);
    }

    /// <summary>Why a project cannot be repaired, null when it can.</summary>
    public static string? Unfit(ProjectProblem problem) =>
        problem.IsMultiMode ? "some task has a choice of modes; a plan from a model takes projects with one mode a task"
        : problem.Tasks.Any(task => task.Pauses) ? "some task pauses; a plan from a model takes tasks that run without a break"
        : problem.Horizon > 1L << 40 ? "the horizon is beyond 2^40; a plan from a model takes shorter projects"
        : null;

    private static IntVar[] Tasks(CpModel model, ProjectProblem problem)
    {
        // A deadline or a lag may make waiting beyond the serial horizon necessary only where calendars end it anyway.
        var horizon = Math.Max(problem.Horizon, problem.Tasks.Max(task => task.Due ?? 0));
        var starts = new IntVar[problem.Tasks.Length];
        var intervals = new IntervalVar[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            var task = problem.Tasks[i];
            var length = task.Modes[0].Duration;
            starts[i] = model.NewIntVar(task.Release, Math.Max(task.Release, Math.Min(task.Due ?? horizon, horizon) - length), task.Id);
            intervals[i] = model.NewFixedSizeIntervalVar(starts[i], length, task.Id);
        }
        foreach (var link in problem.Links)
        {
            var from = link.FromEnd ? problem.Tasks[link.From].Modes[0].Duration : 0;
            var to = link.ToEnd ? problem.Tasks[link.To].Modes[0].Duration : 0;
            model.Add(starts[link.To] + to >= starts[link.From] + from + link.Lag);
        }
        foreach (var set in problem.Exclusive) model.AddNoOverlap(set.Where(i => problem.Tasks[i].Modes[0].Duration > 0).Select(i => intervals[i]));
        for (var r = 0; r < problem.Resources.Length; r++) Resource(model, problem, r, intervals, horizon);
        return starts;
    }

    private static void Resource(CpModel model, ProjectProblem problem, int resource, IntervalVar[] intervals, long horizon)
    {
        var users = Enumerable.Range(0, intervals.Length)
            .Where(i => problem.Tasks[i].Modes[0].Duration > 0 && problem.Tasks[i].Modes[0].DemandOf(resource) > 0).ToList();
        if (users.Count == 0) return;
        var usual = problem.Resources[resource].Capacity;
        if (!problem.Resources[resource].Renewable)
        {
            if (users.Sum(i => problem.Tasks[i].Modes[0].DemandOf(resource)) > usual) model.AddBoolOr(Array.Empty<ILiteral>());
            return;
        }
        var cumulative = model.AddCumulative(usual);
        foreach (var i in users) cumulative.AddDemand(intervals[i], problem.Tasks[i].Modes[0].DemandOf(resource));
        var steps = problem.Capacity(resource);
        for (var s = 0; s < steps.Times.Length; s++)
        {
            var (from, to) = (steps.Times[s], s + 1 < steps.Times.Length ? steps.Times[s + 1] : horizon);
            if (steps.Values[s] >= usual || from >= horizon) continue;
            // What is missing is a task that never moves.
            cumulative.AddDemand(model.NewFixedSizeIntervalVar(model.NewConstant(from), Math.Min(to, horizon) - from, "closed"), usual - steps.Values[s]);
        }
    }

    private static void Near(CpModel model, ProjectProblem problem, IntVar[] starts, Proposal proposal)
    {
        var horizon = Math.Max(problem.Horizon, problem.Tasks.Max(task => task.Due ?? 0));
        var moves = new List<LinearExpr>();
        for (var i = 0; i < starts.Length; i++)
        {
            if (proposal.Starts[i] is not { } wanted) continue;
            var near = Math.Min(wanted, horizon);
            var move = model.NewIntVar(0, horizon, "moved");
            model.Add(move >= starts[i] - near);
            model.Add(move >= near - starts[i]);
            model.AddHint(starts[i], near);
            moves.Add(move);
        }
        if (moves.Count > 0) model.Minimize(LinearExpr.Sum(moves));
    }

    private static void Shortest(CpModel model, ProjectProblem problem, IntVar[] starts)
    {
        var last = model.NewIntVar(0, Math.Max(problem.Horizon, problem.Tasks.Max(task => task.Due ?? 0)), "makespan");
        for (var i = 0; i < starts.Length; i++) model.Add(last >= starts[i] + problem.Tasks[i].Modes[0].Duration);
        model.Minimize(last);
    }
}
