using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>
/// The solver to take when in doubt: rules, then genetic search (list search where there are calendars, lags or windows) and CP-SAT side by side, exchanging incumbent and bound. On
/// small projects, and on those that CP-SAT handles best (modes, lags), the two share the machine evenly; on large textbook projects CP-SAT's threads yield after a few seconds, and it is left out when there are less than 3 s.
/// </summary>
public sealed class ProjectPortfolio : ISolver<ProjectProblem, ProjectSchedule>
{
    // Up to here CP-SAT proves most textbook projects within seconds.
    private const int SmallProject = 70;

    // Every third large textbook project is proved in a few seconds, if CP-SAT gets them.
    private const double MostLead = 5;
    private const double LeadShare = 0.08;

    private static readonly TimeSpan Presolve = TimeSpan.FromSeconds(3);

    private static readonly RuleSchedules Rules = new();
    private static readonly CpSatProjectSolver Even = new(new CpSatProjectOptions());
    private static readonly CpSatProjectOptions Background = new() { Nice = 15, FirstRestart = 10 };

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
        var constraints = even ? Even : new(Background with { Lead = Math.Min(MostLead, LeadShare * (run.Remaining?.TotalSeconds ?? MostLead / LeadShare)) });
        // In a second or two CP-SAT hardly gets past its presolve on a large project, and costs the search more than that.
        var brief = !even && run.Remaining is { } left && left < Presolve;
        if (!brief && constraints.Unfit(problem) is null) new SideBySide<ProjectProblem, ProjectSchedule>(Name, Description, local, constraints).Improve(problem, run);
        else local.Improve(problem, run);
    }
}
