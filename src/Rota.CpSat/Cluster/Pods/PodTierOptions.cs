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

    /// <summary>
    /// Share of the time that the chains of moves may take, 0 to 1; as a rule they end long before. Default 0.5: of 0.15, 0.3 and 0.5 none was better on generated clusters of 4 to 32 nodes at 1 s,
    /// and a chain that is cut off is what a plan falls behind by. A thread of chains beside the stages was worse: CP-SAT on one thread moves more pods.
    /// </summary>
    public double RepairShare { get; init; } = 0.5;

    /// <summary>Leave out stages whose best value is known. Default on.</summary>
    public bool SkipsKnown { get; init; } = true;

    /// <summary>Search neighbourhoods of a few nodes with what time is left. Default on.</summary>
    public bool Neighbourhoods { get; init; } = true;

    /// <summary>Pods of a neighbourhood. Default 24.</summary>
    public int NeighbourhoodPods { get; init; } = 24;
}
