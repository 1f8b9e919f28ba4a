namespace Rota.Cluster.Machines.Learning;

/// <summary>VMs that stand for each other: on one place, of one size, all free to move or none.</summary>
/// <param name="Vm">One of them.</param>
/// <param name="Count">How many they are.</param>
/// <param name="MayMove">False when they have moved, or must not.</param>
internal readonly record struct VmKind(int Vm, int Count, bool MayMove);
