namespace Rota.Cluster.Pods.Policies;

/// <summary>Kubernetes' usual: the emptiest node, and the one whose processing and memory are taken alike (LeastAllocated and BalancedAllocation, integers 0 to 100 each).</summary>
public sealed class LeastAllocated : NodeScore
{
    /// <inheritdoc/>
    public override string Name => "least-allocated";

    /// <inheritdoc/>
    public override string Description => "Kubernetes' usual scores: the emptiest node, both resources alike";

    /// <inheritdoc/>
    public override double Of(ClusterState state, int pod, int node) => Least(state, pod, node) + Balanced(state, pod, node);

    /// <summary>Mean over processing and memory of floor((capacity - requested) * 100 / capacity).</summary>
    public static long Least(ClusterState state, int pod, int node) => Mean(state, pod, node, (used, capacity) => used > capacity ? 0 : (capacity - used) * 100 / capacity);

    /// <summary>Mean over processing and memory of floor(requested * 100 / capacity).</summary>
    public static long Most(ClusterState state, int pod, int node) => Mean(state, pod, node, (used, capacity) => used > capacity ? 0 : used * 100 / capacity);

    /// <summary>floor((1 - |cpu share - memory share| / 2) * 100).</summary>
    public static long Balanced(ClusterState state, int pod, int node)
    {
        var free = state.Free(node);
        var (capacity, request) = (state.Problem.Nodes[node].Capacity, state.Problem.Pods[pod].Request);
        if (capacity[0] == 0 || capacity[1] == 0) return 0;
        var cpu = Math.Min(1, (double)(capacity[0] - free[0] + request[0]) / capacity[0]);
        var memory = Math.Min(1, (double)(capacity[1] - free[1] + request[1]) / capacity[1]);
        return (long)((1 - (Math.Abs(cpu - memory) / 2)) * 100);
    }

    /// <summary>In scores, and only there, a pod without requests counts as 100m and 200Mi.</summary>
    private static long Mean(ClusterState state, int pod, int node, Func<Int128, Int128, Int128> score)
    {
        var free = state.Free(node);
        var (capacity, request) = (state.Problem.Nodes[node].Capacity, state.Problem.Pods[pod].Request);
        Int128 sum = 0;
        for (var r = 0; r < 2; r++)
        {
            if (capacity[r] == 0) continue;
            var asked = request[r] > 0 ? request[r] : r == 0 ? 100 : 200L << 20;
            sum += score((Int128)capacity[r] - free[r] + asked, capacity[r]);
        }
        return (long)(sum / 2);
    }
}
