using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>A node of a cluster.</summary>
/// <param name="Name">Its name, unique.</param>
/// <param name="Capacity">What it can give (allocatable), by resource of the problem.</param>
public sealed record ClusterNode(string Name, ImmutableArray<long> Capacity)
{
    /// <summary>Its labels.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Its taints.</summary>
    public ImmutableArray<NodeTaint> Taints { get; init; } = [];

    /// <summary>Closed to new pods: cordoned, or not ready.</summary>
    public bool Closed { get; init; }

    /// <summary>GPUs that pods may share in thousandths; 0 where GPUs are a whole-number resource.</summary>
    public int Gpus { get; init; }
}
