using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Cluster.Pods;

/// <summary>The catalog of all solvers of pod packing, those that need CP-SAT included. Adding one that does: a new file and a line here.</summary>
public static class CpSatPodSolvers
{
    /// <summary>All solvers, the recommended one first, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<PodProblem, PodPlan>> All { get; } = [new PodTiers(), new PaperTiers(), .. PodSolvers.All];
}
