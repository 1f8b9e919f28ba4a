namespace Rota.Cluster.Pods.Replay;

/// <summary>GPUs in use before free ones, nodes in use before empty ones.</summary>
public sealed class GpuPacking : GpuPolicy
{
    /// <inheritdoc/>
    public override string Name => "gpu-packing";

    /// <inheritdoc/>
    public override string Description => "GPUs in use first, then free GPUs of nodes in use, then empty nodes";

    /// <inheritdoc/>
    public override (double Score, int Device) Score(GpuCluster cluster, GpuPod pod, int node)
    {
        if (pod.Gpus == 0) return (0, 0);
        var (free, used, room) = (0, 0, 0);
        foreach (var left in cluster.Gpus(node))
        {
            if (left == 1000) free++;
            else used++;
            if (left < 1000 && left >= pod.Milli) room += left;
        }
        if (pod.Milli < 1000 && room > 0)
        {
            var device = Fullest(cluster, pod, node);
            return (100 - (cluster.Gpus(node)[device] / 100), device);
        }
        return used > 0 ? (50 - pod.Gpus, Fullest(cluster, pod, node)) : (33 - free, Fullest(cluster, pod, node));
    }
}
