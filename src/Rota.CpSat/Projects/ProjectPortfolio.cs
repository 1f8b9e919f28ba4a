using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>
/// The solver to take when in doubt: rules, then genetic search (list search where there are calendars, lags or windows) and CP-SAT side by side, exchanging incumbent and bound. On
/// small projects, and on those that CP-SAT handles best (modes, lags), the two share the machine evenly; on large textbook projects CP-SAT's threads yield, and it is left out when there are less than 3 s.
/// </summary>
public sealed class ProjectPortfolio : ISolver<ProjectProblem, ProjectSchedule>
{
    // Up to here CP-SAT proves most textbook projects within seconds.
    private const int SmallProject = 70;

    private static readonly TimeSpan Presolve = TimeSpan.FromSeconds(3);

    private static readonly RuleSchedules Rules = new();
    private static readonly CpSatProjectSolver Even = new(new CpSatProjectOptions());
    private static readonly CpSatProjectSolver Background = new(new CpSatProjectOptions { Nice = 15, FirstRestart = 10 });

    /// <inheritdoc/>
    public string Name => "portfolio";

    /// <inheritdoc/>
    public string Description => "rules, then genetic search and CP-SAT side by side, exchanging incumbent and bound";

    /// <inheritdoc/>
    public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        Rules.Improve(problem, run);
        if (run.ShouldStop) return;
        var even = !problem.IsPlain || problem.Tasks.Length <= SmallProject;
        var local = new GeneticSearch(new GeneticOptions { Threads = even ? Math.Max(1, run.Workers / 2) : run.Workers });
        var constraints = even ? Even : Background;
        // In a second or two CP-SAT hardly gets past its presolve on a large project, and costs the search more than that.
        var brief = !even && run.Remaining is { } left && left < Presolve;
        if (!brief && constraints.Unfit(problem) is null) new SideBySide<ProjectProblem, ProjectSchedule>(Name, Description, local, constraints).Improve(problem, run);
        else local.Improve(problem, run);
    }
}
