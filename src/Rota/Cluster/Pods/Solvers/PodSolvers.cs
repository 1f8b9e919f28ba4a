using Rota.Cluster.Pods.Policies;
using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>The catalog of solvers of pod packing that need no package. Adding one: a new file and a line here.</summary>
public static class PodSolvers
{
    /// <summary>All solvers, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<PodProblem, PodPlan>> All { get; } =
    [
        new PodRepair(),
        new DefaultPlacement(),
        new DefaultPlacement(packs: true),
        .. NodeScores.All.Select(score => new GreedyPlacement(score)),
        new GreedyPlacement(new BestFit(), bySize: true),
        new LowNodeUtilization(),
        LowNodeUtilization.AroundTheMean,
        new HighNodeUtilization(),
        new Consolidation(),
    ];
}
