namespace Rota.Cluster.Pods;

/// <summary>What a plan is judged by.</summary>
public enum PodObjective
{
    /// <summary>Pods placed by priority, the highest first; then as little disruption as possible.</summary>
    PlacementFirst,

    /// <summary>
    /// Priority by priority: pods placed, then disruption among the pods so far, before the next priority is looked at. Important pods are not moved for the
    /// sake of lesser ones (Christensen et al. 2025).
    /// </summary>
    TierByTier,
}
