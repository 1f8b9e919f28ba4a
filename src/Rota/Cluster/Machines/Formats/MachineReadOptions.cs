using Rota.Formats;

namespace Rota.Cluster.Machines.Formats;

/// <summary>How to read a snapshot.</summary>
public sealed record MachineReadOptions : InstanceReadOptions
{
    /// <summary>Nothing said.</summary>
    public static MachineReadOptions Default { get; } = new();

    /// <summary>Most migrations; null for the file's own limit or, where that is no limit, one in forty VMs.</summary>
    public int? MigrationLimit { get; init; }

    /// <summary>Cores of the slot that sells. Default 16.</summary>
    public int SlotCores { get; init; } = 16;

    /// <summary>VMs may go to another cluster. Default no.</summary>
    public bool OnePool { get; init; }
}
