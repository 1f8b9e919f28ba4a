namespace Rota.Cluster.Machines;

/// <summary>Where a VM runs.</summary>
/// <param name="Machine">Number of the machine.</param>
/// <param name="Node">Number of the NUMA node, or <see cref="BothNodes"/>.</param>
public readonly record struct VmPlace(int Machine, int Node)
{
    /// <summary>The node of a VM with half on each.</summary>
    public const int BothNodes = -1;
}
