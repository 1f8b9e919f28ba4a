using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Solvers;
using Rota.CpSat.Cluster.Pods;
using Rota.Solving;

namespace Rota.Studies.Cluster;

/// <summary>A solver of the study and the objective it is given.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Objective">What plans are judged by.</param>
/// <param name="Make">Makes it.</param>
public sealed record PackingContender(string Name, PodObjective Objective, Func<ISolver<PodProblem, PodPlan>> Make)
{
    /// <summary>The article's model.</summary>
    public static PackingContender Paper { get; } = new("article", PodObjective.TierByTier, () => new PaperTiers());

    /// <summary>Ours on the article's objective.</summary>
    public static PackingContender Tiers { get; } = new("tiers", PodObjective.TierByTier, () => new PodTiers());

    /// <summary>Ours on placement alone, disruption last.</summary>
    public static PackingContender Placement { get; } = new("placement first", PodObjective.PlacementFirst, () => new PodTiers());

    /// <summary>Tools that evict and leave the rest to kube-scheduler.</summary>
    public static IReadOnlyList<PackingContender> Peers { get; } =
    [
        new("LowNodeUtilization", PodObjective.PlacementFirst, () => new LowNodeUtilization()), new("LowNodeUtilization, mean", PodObjective.PlacementFirst, () => LowNodeUtilization.AroundTheMean),
        new("HighNodeUtilization", PodObjective.PlacementFirst, () => new HighNodeUtilization()), new("consolidation", PodObjective.PlacementFirst, () => new Consolidation()),
    ];

    /// <summary>Chains of moves without constraint programming.</summary>
    public static PackingContender Chains { get; } = new("chains alone", PodObjective.PlacementFirst, () => new PodRepair());
}
