namespace Rota.Cluster.Pods.Replay;

/// <summary>The node whose free CPU and GPU have the smallest product with the pod's, that is, the emptiest in the pod's direction comes last.</summary>
public sealed class GpuDotProduct : GpuPolicy
{
    /// <inheritdoc/>
    public override string Name => "dot-product";

    /// <inheritdoc/>
    public override string Description => "1 - half the product of what is free and what is asked for, CPU and GPU";

    /// <inheritdoc/>
    public override (double Score, int Device) Score(GpuCluster cluster, GpuPod pod, int node)
    {
        var dot = ((double)cluster.Cpu(node) / 128_000 * pod.Cpu / 128_000) + ((double)Idle(cluster, node) / 8000 * pod.Total / 8000);
        return ((int)(100 * (1 - (dot / 2))), Fullest(cluster, pod, node));
    }
}
