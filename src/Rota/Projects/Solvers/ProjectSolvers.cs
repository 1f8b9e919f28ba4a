using Rota.Solving;

namespace Rota.Projects.Solvers;

/// <summary>The catalog of project solvers that need no package. Adding one: a new file and a line here.</summary>
public static class ProjectSolvers
{
    /// <summary>All solvers, the recommended one first, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<ProjectProblem, ProjectSchedule>> All { get; } =
    [
        new GeneticSearch(),
        new ListSearch(),
        new RegretSampling(SamplingScheme.Justified, 333),
        new RegretSampling(SamplingScheme.Serial, 1000),
        new RegretSampling(SamplingScheme.Parallel, 1000),
        new RuleSchedules(),
    ];
}
