namespace Rota.Cluster.Machines;

/// <summary>A NUMA node of a machine: what it has, before any VM.</summary>
/// <param name="Cores">Cores that VMs may have.</param>
/// <param name="MemoryMb">Memory that VMs may have, in MB.</param>
public readonly record struct NumaNode(int Cores, long MemoryMb);
