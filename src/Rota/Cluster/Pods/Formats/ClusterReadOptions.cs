using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>How to read a file of a cluster.</summary>
public sealed record ClusterReadOptions : InstanceReadOptions
{
    /// <summary>Nothing said.</summary>
    public static ClusterReadOptions Default { get; } = new();

    /// <summary>What a plan will be judged by.</summary>
    public PodObjective Objective { get; init; } = PodObjective.PlacementFirst;

    /// <summary>Pods in kube-system may be moved, too. Default off.</summary>
    public bool MovesSystemPods { get; init; }

    /// <summary>
    /// The objects come from an API server that has checked them: fields are not checked again, and what is only half there (a node without amounts, a pod whose node is gone) is left out with
    /// a note instead of refused. Default off.
    /// </summary>
    public bool Validated { get; init; }

    /// <summary>The scheduler whose pending pods are ours, beside the default one; null for none.</summary>
    public string? SchedulerName { get; init; }
}
