namespace Rota.Cluster.Pods;

/// <summary>What a taint does to pods that do not tolerate it.</summary>
public enum TaintEffect
{
    /// <summary>No new pod is placed there.</summary>
    NoSchedule,

    /// <summary>Other nodes are preferred.</summary>
    PreferNoSchedule,

    /// <summary>No new pod is placed there, and running ones leave.</summary>
    NoExecute,
}
