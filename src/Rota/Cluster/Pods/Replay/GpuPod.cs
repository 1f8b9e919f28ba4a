using System.Collections.Immutable;

namespace Rota.Cluster.Pods.Replay;

/// <summary>A pod of a GPU cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cpu">Thousandths of a core.</param>
/// <param name="Memory">MiB.</param>
/// <param name="Gpus">Number of GPUs.</param>
/// <param name="Milli">Thousandths of each of them; 1000 for whole ones.</param>
/// <param name="Models">Models it takes; none for all.</param>
public sealed record GpuPod(string Name, int Cpu, int Memory, int Gpus, int Milli, ImmutableArray<string> Models)
{
    /// <summary>Thousandths of GPUs in all.</summary>
    public int Total => Gpus * Milli;

    /// <summary>True when it takes GPUs of this model, or none.</summary>
    public bool Takes(string model) => Gpus == 0 || Models.IsEmpty || Models.Contains(model);

    /// <summary>What makes two pods alike.</summary>
    internal (int, int, int, int, string) Kind => (Cpu, Memory, Gpus, Milli, string.Join('|', Models));
}
