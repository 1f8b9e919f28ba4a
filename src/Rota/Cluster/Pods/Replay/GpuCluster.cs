using System.Collections.Immutable;

namespace Rota.Cluster.Pods.Replay;

/// <summary>A GPU cluster that fills up. Struct of arrays; nodes in order of their names.</summary>
public sealed class GpuCluster
{
    private readonly int[] cpu;
    private readonly int[] memory;
    private readonly int[][] gpus;
    private readonly int[] changes;

    /// <summary>An empty cluster.</summary>
    public GpuCluster(ImmutableArray<GpuNode> nodes)
    {
        Nodes = [.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal)];
        cpu = [.. Nodes.Select(node => node.Cpu)];
        memory = [.. Nodes.Select(node => node.Memory)];
        gpus = [.. Nodes.Select(node => Enumerable.Repeat(1000, node.Gpus).ToArray())];
        changes = new int[cpu.Length];
        Classes = [.. Nodes.Select(_ => new int[5])];
    }

    /// <summary>The nodes, in order of their names.</summary>
    public ImmutableArray<GpuNode> Nodes { get; }

    /// <summary>Thousandths of GPUs in all.</summary>
    public long Capacity => Nodes.Sum(node => 1000L * node.Gpus);

    /// <summary>Thousandths of a core free on a node.</summary>
    public int Cpu(int node) => cpu[node];

    /// <summary>Thousandths free on each GPU of a node.</summary>
    public ReadOnlySpan<int> Gpus(int node) => gpus[node];

    /// <summary>Counts the changes of a node.</summary>
    public int Version(int node) => changes[node];

    /// <summary>For each node how many pods of each class it hosts: sharing a GPU, 1, 2, 4, 8 GPUs.</summary>
    internal int[][] Classes { get; }

    /// <summary>The class of a pod by its GPUs; -1 without.</summary>
    internal static int ClassOf(GpuPod pod) => pod.Gpus switch { 0 => -1, 1 => pod.Milli < 1000 ? 0 : 1, 2 or 3 => 2, < 8 => 3, _ => 4 };

    /// <summary>True when the node has room for the pod.</summary>
    public bool Fits(GpuPod pod, int node)
    {
        if (cpu[node] < pod.Cpu || memory[node] < pod.Memory) return false;
        if (pod.Gpus == 0) return true;
        if (!pod.Takes(Nodes[node].Model)) return false;
        var fitting = 0;
        foreach (var free in gpus[node])
            if (free >= pod.Milli && ++fitting == pod.Gpus) return true;
        return false;
    }

    /// <summary>Puts a pod on a node; one that shares goes to <paramref name="device"/>, others take the first GPUs that are free.</summary>
    public void Put(GpuPod pod, int node, int device)
    {
        cpu[node] -= pod.Cpu;
        memory[node] -= pod.Memory;
        if (pod is { Gpus: 1, Milli: < 1000 }) gpus[node][device] -= pod.Milli;
        else
        {
            var left = pod.Gpus;
            for (var g = 0; left > 0; g++)
            {
                if (gpus[node][g] < pod.Milli) continue;
                gpus[node][g] -= pod.Milli;
                left--;
            }
        }
        if (ClassOf(pod) is var kind && kind >= 0) Classes[node][kind]++;
        changes[node]++;
    }
}
