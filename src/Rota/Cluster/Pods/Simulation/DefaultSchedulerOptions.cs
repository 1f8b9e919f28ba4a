namespace Rota.Cluster.Pods.Simulation;

/// <summary>How the twin of Kubernetes' scheduler behaves.</summary>
public sealed record DefaultSchedulerOptions
{
    /// <summary>Kubernetes 1.32 with its usual profile.</summary>
    public static DefaultSchedulerOptions Default { get; } = new();

    /// <summary>Evict less important pods for a pod that fits nowhere. Default on.</summary>
    public bool Preempts { get; init; } = true;

    /// <summary>Take the first of equal nodes by name; Kubernetes draws one. Default off.</summary>
    public bool TiesByName { get; init; }

    /// <summary>Prefer full nodes (MostAllocated) to empty ones. Default off.</summary>
    public bool Packs { get; init; }

    /// <summary>Weight of spreading pods of one owner over nodes and zones. Default 2.</summary>
    public int SpreadWeight { get; init; } = 2;
}
