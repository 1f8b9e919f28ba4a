namespace Rota.Cluster.Pods.Policies;

/// <summary>Kubernetes' packing profile: the fullest node (MostAllocated, an integer 0 to 100).</summary>
public sealed class MostAllocated : NodeScore
{
    /// <inheritdoc/>
    public override string Name => "most-allocated";

    /// <inheritdoc/>
    public override string Description => "Kubernetes' packing profile: the fullest node that fits";

    /// <inheritdoc/>
    public override double Of(ClusterState state, int pod, int node) => LeastAllocated.Most(state, pod, node);
}
