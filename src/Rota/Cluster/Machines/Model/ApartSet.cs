using System.Collections.Immutable;

namespace Rota.Cluster.Machines;

/// <summary>VMs that shall not share a machine, or a rack. Who shares one already may stay; nobody may come to another.</summary>
/// <param name="ByRack">True for racks, false for machines.</param>
/// <param name="Members">Numbers of the VMs.</param>
public sealed record ApartSet(bool ByRack, ImmutableArray<int> Members);
