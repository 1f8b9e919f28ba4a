namespace Rota.Cluster.Pods.Replay;

/// <summary>Pods of one class (sharing a GPU, 1, 2, 4, 8 GPUs) together: nodes with this class only, then mixed, then empty, then with others only.</summary>
public sealed class GpuClustering : GpuPolicy
{
    /// <inheritdoc/>
    public override string Name => "gpu-clustering";

    /// <inheritdoc/>
    public override string Description => "pods that want as many GPUs together on nodes";

    /// <inheritdoc/>
    public override (double Score, int Device) Score(GpuCluster cluster, GpuPod pod, int node)
    {
        var kind = GpuCluster.ClassOf(pod);
        if (kind < 0) return (0, 0);
        var (own, others) = (cluster.Classes[node][kind] > 0, false);
        for (var c = 0; c < 5; c++) others |= c != kind && cluster.Classes[node][c] > 0;
        var band = own ? others ? 50 : 75 : others ? 0 : 25;
        return (band + (int)(25.0 * (8000 - Idle(cluster, node)) / 8000), Fullest(cluster, pod, node));
    }
}
