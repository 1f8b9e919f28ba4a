namespace Rota.Cluster.Pods.Policies;

/// <summary>The node whose free resources point where the pod's do: the product of both vectors in shares of the node (Panigrahy et al. 2011).</summary>
public sealed class DotProduct : NodeScore
{
    /// <inheritdoc/>
    public override string Name => "dot-product";

    /// <inheritdoc/>
    public override string Description => "the node whose free resources are shaped like the pod";

    /// <inheritdoc/>
    public override double Of(ClusterState state, int pod, int node)
    {
        var free = state.Free(node);
        var (capacity, request) = (state.Problem.Nodes[node].Capacity, state.Problem.Pods[pod].Request);
        var product = 0.0;
        for (var r = 0; r < 2; r++)
            if (capacity[r] > 0) product += (double)free[r] / capacity[r] * request[r] / capacity[r];
        return product;
    }
}
