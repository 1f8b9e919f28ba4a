using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>The catalog of all project solvers, those that need CP-SAT included. Adding one that does: a new file and a line here.</summary>
public static class CpSatProjectSolvers
{
    /// <summary>All solvers, the recommended one first, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<ProjectProblem, ProjectSchedule>> All { get; } =
    [
        new ProjectPortfolio(),
        new CpSatProjectSolver(),
        new CpSatProjectSolver(new CpSatProjectOptions { Hint = false }, "cp-sat-cold"),
        new LargeNeighbourhoodSearch(),
        .. ProjectSolvers.All,
    ];
}
