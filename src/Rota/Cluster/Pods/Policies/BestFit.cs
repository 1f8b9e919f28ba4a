namespace Rota.Cluster.Pods.Policies;

/// <summary>The node with the least left over after the pod, as a mean share of processing and memory.</summary>
public sealed class BestFit : NodeScore
{
    /// <inheritdoc/>
    public override string Name => "best-fit";

    /// <inheritdoc/>
    public override string Description => "the node with the least left over";

    /// <inheritdoc/>
    public override double Of(ClusterState state, int pod, int node)
    {
        var free = state.Free(node);
        var (capacity, request) = (state.Problem.Nodes[node].Capacity, state.Problem.Pods[pod].Request);
        var left = 0.0;
        for (var r = 0; r < 2; r++)
            if (capacity[r] > 0) left += (double)(free[r] - request[r]) / capacity[r];
        return -left;
    }
}
