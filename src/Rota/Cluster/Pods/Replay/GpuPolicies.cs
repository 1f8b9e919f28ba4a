namespace Rota.Cluster.Pods.Replay;

/// <summary>The catalog of policies for GPU clusters. Adding one: a new file and a line here.</summary>
public static class GpuPolicies
{
    /// <summary>All policies, by the name the command line takes.</summary>
    public static IReadOnlyList<GpuPolicy> All { get; } =
        [new RandomNode(), new GpuDotProduct(), new GpuClustering(), new GpuPacking(), new GpuBestFit(), new Fgd(), new Fgd(FgdTies.BestFit), new Fgd(FgdTies.Exact)];
}
