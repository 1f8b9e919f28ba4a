using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>
/// Constraint programming with OR-Tools CP-SAT, for every project. Starts from the run's incumbent (a rule's schedule when there is none): hint, and only what is better is searched
/// for. When another solver of the run goes ahead, it starts again below the new incumbent. Its bounds and proofs go to the run.
/// </summary>
public sealed class CpSatProjectSolver(CpSatProjectOptions? options = null, string name = "cp-sat") : ISolver<ProjectProblem, ProjectSchedule>
{
    private const long MostTime = 1L << 40;

    private readonly CpSatProjectOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => options.Hint
        ? $"constraint programming: OR-Tools CP-SAT with {options.Workers} workers, hinted by the best schedule known"
        : $"constraint programming: OR-Tools CP-SAT with {options.Workers} workers, from nothing";

    /// <summary>Why this solver does not fit a project, null when it does.</summary>
    public string? Unfit(ProjectProblem problem)
    {
        if (problem.Tasks.Sum(task => task.Modes.Length) > options.MostModes) return $"CP-SAT takes at most {options.MostModes} modes here; try genetic";
        return problem.Horizon > MostTime ? "CP-SAT needs a horizon below 2^40 time units; try rules" : null;
    }

    /// <inheritdoc/>
    public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (options.Hint && run.Best is null) new RuleSchedules().Improve(problem, run);
        if (run.ShouldStop || !ProjectBounds.Prove(problem, run)) return;
        var patience = TimeSpan.FromSeconds(options.FirstRestart);
        for (var round = 0; !run.ShouldStop; round++, patience *= 2)
            if (!Search(problem, run, patience, round)) return;
    }

    /// <summary>One search below the incumbent; false when there is nothing more to find.</summary>
    private bool Search(ProjectProblem problem, Run<ProjectSchedule> run, TimeSpan patience, int number)
    {
        var known = options.Hint ? run.Best : null;
        var highest = known is { } best ? best.Objective - 1 : problem.Horizon;
        var model = new ProjectModel(problem, highest, Math.Max(0, run.Bound), StartWindows.Of(problem, highest));
        if (model.IsEmpty) return Exhausted(problem, run, known?.Objective);
        model.MinimiseMakespan();
        if (known is { } start) model.Hint(start.Answer);
        if (run.ShouldStop) return false;
        var own = known?.Objective ?? long.MaxValue;
        var began = run.Elapsed;
        var overtaken = false;
        using var search = new CpSatRound(model.Model, Parameters(run, number))
        {
            Nice = options.Nice,
            Found = solution =>
            {
                var schedule = model.Read(solution);
                var cost = schedule.Makespan(problem);
                own = Math.Min(own, cost);
                run.Offer(schedule, cost, Name);
            },
            Bounded = value => run.ProveBound(Math.Min((long)Math.Ceiling(value - 1e-6), known?.Objective ?? long.MaxValue), Name),
        };
        var status = search.Run(() =>
        {
            overtaken = options.Hint && run.Objective < own && run.Elapsed - began > patience;
            return overtaken || run.ShouldStop;
        });
        if (status == CpSolverStatus.Infeasible) return Exhausted(problem, run, known?.Objective);
        if (status != CpSolverStatus.Optimal) return overtaken;
        run.ProveBound(own, Name);
        return false;
    }

    /// <summary>Nothing lies below <paramref name="below"/>: the schedule that took it is optimal; without one there is none at all.</summary>
    private bool Exhausted(ProjectProblem problem, Run<ProjectSchedule> run, long? below)
    {
        if (below is { } value) run.ProveBound(value, Name);
        else if (run.Best is null) run.ProveInfeasible($"CP-SAT proves that no schedule ends by {problem.Horizon}; explain names the clash");
        return false;
    }

    // No time limit of its own: the run says when to stop, by whatever clock it was given.
    private string Parameters(Run<ProjectSchedule> run, int round) => string.Create(
        CultureInfo.InvariantCulture, $"num_workers:{options.Workers},random_seed:{(int)((run.Seed + (ulong)round) % int.MaxValue)},catch_sigint_signal:false");
}
