namespace Rota.CpSat.Cluster.Pods;

/// <summary>How <see cref="PodTiers"/> searches.</summary>
public sealed record PodTierOptions
{
    /// <summary>As recommended.</summary>
    public static PodTierOptions Default { get; } = new();

    /// <summary>Above this many variables the cluster is not modelled as a whole; neighbourhoods of it are. Default 6000.</summary>
    public int MostVariables { get; init; } = 6000;

    /// <summary>Begin with chains of moves (<see cref="Rota.Cluster.Pods.Solvers.PodRepair"/>), so that there is a plan at once. Default on.</summary>
    public bool Repairs { get; init; } = true;

    /// <summary>Share of the time that the chains of moves may take, 0 to 1. Default 0.3.</summary>
    public double RepairShare { get; init; } = 0.3;

    /// <summary>Leave out stages whose best value is known. Default on.</summary>
    public bool SkipsKnown { get; init; } = true;

    /// <summary>Search neighbourhoods of a few nodes with what time is left. Default on.</summary>
    public bool Neighbourhoods { get; init; } = true;

    /// <summary>Pods of a neighbourhood. Default 24.</summary>
    public int NeighbourhoodPods { get; init; } = 24;
}
