namespace Rota.Cluster.Machines;

/// <summary>Whether a machine takes part.</summary>
public enum MachineStatus
{
    /// <summary>It runs VMs and may be given more.</summary>
    Active,

    /// <summary>It is given none, and what it runs stays.</summary>
    Disabled,

    /// <summary>It is out of service; what it runs stays.</summary>
    Outage,
}
