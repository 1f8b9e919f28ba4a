using System.Collections.Immutable;

namespace Rota.Cluster.Machines;

/// <summary>A physical machine.</summary>
/// <param name="Name">Its name, unique in the snapshot.</param>
/// <param name="Cluster">Number of its cluster.</param>
/// <param name="Nodes">Its NUMA nodes, one or two.</param>
public sealed record Machine(string Name, int Cluster, ImmutableArray<NumaNode> Nodes)
{
    /// <summary>Whether it takes part. Default active.</summary>
    public MachineStatus Status { get; init; }

    /// <summary>Name of its rack; empty when unknown.</summary>
    public string Rack { get; init; } = "";

    /// <summary>True when it takes part.</summary>
    public bool IsActive => Status == MachineStatus.Active;
}
