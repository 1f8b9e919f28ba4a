namespace Rota.Cluster.Pods.Policies;

/// <summary>The first node that fits.</summary>
public sealed class FirstFit : NodeScore
{
    /// <inheritdoc/>
    public override string Name => "first-fit";

    /// <inheritdoc/>
    public override string Description => "the first node that fits";

    /// <inheritdoc/>
    public override double Of(ClusterState state, int pod, int node) => -node;
}
