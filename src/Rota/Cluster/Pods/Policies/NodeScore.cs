namespace Rota.Cluster.Pods.Policies;

/// <summary>Prefers nodes for a pod that fits on all of them. Higher is better.</summary>
public abstract class NodeScore
{
    /// <summary>The name the command line takes.</summary>
    public abstract string Name { get; }

    /// <summary>One line for listings.</summary>
    public abstract string Description { get; }

    /// <summary>The node's score for the pod, which fits there.</summary>
    public abstract double Of(ClusterState state, int pod, int node);
}
