namespace Rota.Cluster.Pods.Generators;

/// <summary>What <see cref="PodGenerator"/> makes: the family of Christensen et al. (2025).</summary>
public sealed record PodGeneratorOptions
{
    /// <summary>Number of nodes, all equal. Default 16.</summary>
    public int Nodes { get; init; } = 16;

    /// <summary>Pods a node. Default 8.</summary>
    public int PodsPerNode { get; init; } = 8;

    /// <summary>Number of priorities. Default 4.</summary>
    public int Priorities { get; init; } = 4;

    /// <summary>What all pods ask for over what all nodes have. Default 0.95.</summary>
    public double Load { get; init; } = 0.95;

    /// <summary>Most replicas of a ReplicaSet; from 1 to this, equally likely. Default 4.</summary>
    public int MostReplicas { get; init; } = 4;

    /// <summary>Let the twin of the default scheduler place the pods, so that some are left pending. Default on; else all are pending.</summary>
    public bool Settled { get; init; } = true;

    /// <summary>The same seed makes the same cluster. Default 1.</summary>
    public ulong Seed { get; init; } = 1;
}
