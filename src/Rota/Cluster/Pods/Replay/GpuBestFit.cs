namespace Rota.Cluster.Pods.Replay;

/// <summary>The node with the least CPU and GPU left, in whole percent of a large node.</summary>
public sealed class GpuBestFit : GpuPolicy
{
    /// <inheritdoc/>
    public override string Name => "best-fit";

    /// <inheritdoc/>
    public override string Description => "the node with the least CPU and GPU left over";

    /// <inheritdoc/>
    public override (double Score, int Device) Score(GpuCluster cluster, GpuPod pod, int node) => ((int)(100 * Exact(cluster, pod, node)), Fullest(cluster, pod, node));

    /// <summary>The same without rounding, 0 to 1.</summary>
    internal static double Exact(GpuCluster cluster, GpuPod pod, int node) =>
        1 - ((0.5 * (cluster.Cpu(node) - pod.Cpu) / 128_000) + (0.5 * (Idle(cluster, node) - pod.Total) / 8000));
}
