namespace Rota.Cluster.Pods.Replay;

/// <summary>Chooses a node, and a GPU to share, for pods that come one by one.</summary>
public abstract class GpuPolicy
{
    /// <summary>The name the command line takes.</summary>
    public abstract string Name { get; }

    /// <summary>One line for listings.</summary>
    public abstract string Description { get; }

    /// <summary>Told of the trace before a run; most learn nothing from it.</summary>
    public virtual GpuPolicy For(IReadOnlyList<GpuPod> trace) => this;

    /// <summary>The node's score for the pod, which fits there, and the GPU it would share. Higher is better. Depends on the node alone.</summary>
    public abstract (double Score, int Device) Score(GpuCluster cluster, GpuPod pod, int node);

    /// <summary>The GPU with the least left that a sharing pod fits on; 0 for others.</summary>
    protected static int Fullest(GpuCluster cluster, GpuPod pod, int node)
    {
        var (best, least) = (0, int.MaxValue);
        var gpus = cluster.Gpus(node);
        if (pod.Gpus == 1 && pod.Milli < 1000)
            for (var g = 0; g < gpus.Length; g++)
                if (gpus[g] >= pod.Milli && gpus[g] < least) (best, least) = (g, gpus[g]);
        return best;
    }

    /// <summary>Thousandths free on all GPUs of a node.</summary>
    protected static int Idle(GpuCluster cluster, int node)
    {
        var sum = 0;
        foreach (var free in cluster.Gpus(node)) sum += free;
        return sum;
    }
}
