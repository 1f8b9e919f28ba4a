using Rota.Randomness;

namespace Rota.Cluster.Pods.Replay;

/// <summary>Any node that fits, any GPU that fits.</summary>
public sealed class RandomNode(ulong seed = 1) : GpuPolicy
{
    private readonly RandomStream random = new RandomStream(seed).Split("random-node");

    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    public override string Description => "any node that fits";

    /// <inheritdoc/>
    public override GpuPolicy For(IReadOnlyList<GpuPod> trace) => new RandomNode(seed + (ulong)trace.Count);

    /// <inheritdoc/>
    public override (double Score, int Device) Score(GpuCluster cluster, GpuPod pod, int node)
    {
        var (device, fitting) = (0, 0);
        var gpus = cluster.Gpus(node);
        if (pod is { Gpus: 1, Milli: < 1000 })
            for (var g = 0; g < gpus.Length; g++)
                if (gpus[g] >= pod.Milli && random.Next(++fitting) == 0) device = g;
        return (random.NextDouble(), device);
    }
}
