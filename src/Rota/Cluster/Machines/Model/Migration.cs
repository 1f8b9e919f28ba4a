namespace Rota.Cluster.Machines;

/// <summary>One live migration: a VM goes from where it is to another machine, or to the other NUMA node of its own.</summary>
/// <param name="Vm">Number of the VM.</param>
/// <param name="To">Where it goes.</param>
public readonly record struct Migration(int Vm, VmPlace To);
