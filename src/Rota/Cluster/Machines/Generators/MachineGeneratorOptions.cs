namespace Rota.Cluster.Machines.Generators;

/// <summary>What a generated snapshot is like.</summary>
public sealed record MachineGeneratorOptions
{
    /// <summary>Number of machines, each of two NUMA nodes of 44 cores and 184,388 MB. Default 100.</summary>
    public int Machines { get; init; } = 100;

    /// <summary>Share of cores in use before VMs are deleted. Default 0.96, that of the published snapshot.</summary>
    public double Used { get; init; } = 0.96;

    /// <summary>Share of VMs that are deleted then. Default 0.08.</summary>
    public double Deleted { get; init; } = 0.08;

    /// <summary>Most migrations; null for one in forty VMs.</summary>
    public int? MigrationLimit { get; init; }

    /// <summary>Same seed, same snapshot. Default 1.</summary>
    public ulong Seed { get; init; } = 1;
}
