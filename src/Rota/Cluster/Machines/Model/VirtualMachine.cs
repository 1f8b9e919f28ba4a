namespace Rota.Cluster.Machines;

/// <summary>A virtual machine and where it runs.</summary>
/// <param name="Name">Its name, unique in the snapshot.</param>
/// <param name="Flavour">What is sold: "4xlarge".</param>
/// <param name="Place">Where it runs.</param>
/// <param name="Cores">Cores on each NUMA node it uses: half of all for one that spans both.</param>
/// <param name="MemoryMb">Memory on each NUMA node it uses, in MB.</param>
public sealed record VirtualMachine(string Name, string Flavour, VmPlace Place, int Cores, long MemoryMb)
{
    /// <summary>False when it may not be migrated. Default true.</summary>
    public bool Migrates { get; init; } = true;

    /// <summary>True when it has half on each of two NUMA nodes.</summary>
    public bool SpansNodes => Place.Node == VmPlace.BothNodes;
}
