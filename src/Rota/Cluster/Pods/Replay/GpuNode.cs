namespace Rota.Cluster.Pods.Replay;

/// <summary>A node of a GPU cluster.</summary>
/// <param name="Name">Its name; ties between nodes go by it.</param>
/// <param name="Cpu">Thousandths of a core.</param>
/// <param name="Memory">MiB.</param>
/// <param name="Gpus">Number of GPUs, each shared in thousandths.</param>
/// <param name="Model">Their model; empty for none.</param>
public sealed record GpuNode(string Name, int Cpu, int Memory, int Gpus, string Model);
