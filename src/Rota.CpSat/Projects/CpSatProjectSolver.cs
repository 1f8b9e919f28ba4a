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
        new CpSatSearch<ProjectSchedule>(run, options, Name)
        {
            Build = below =>
            {
                var highest = below - 1 ?? problem.Horizon;
                var model = new ProjectModel(problem, highest, Math.Max(0, run.Bound), StartWindows.Of(problem, highest));
                if (!model.IsEmpty) model.MinimiseMakespan();
                return model;
            },
            Cost = schedule => schedule.Makespan(problem),
            Impossible = () => run.ProveInfeasible($"CP-SAT proves that no schedule ends by {problem.Horizon}; explain names the clash"),
        }.Improve();
    }
}
