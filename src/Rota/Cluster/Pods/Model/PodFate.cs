namespace Rota.Cluster.Pods;

/// <summary>What a plan does with a pod.</summary>
public enum PodFate
{
    /// <summary>It has no node, before and after.</summary>
    Pending,

    /// <summary>It was pending and gets a node.</summary>
    Placed,

    /// <summary>It stays where it runs.</summary>
    Stays,

    /// <summary>It is evicted and started on another node.</summary>
    Moved,

    /// <summary>It is evicted and gets no node.</summary>
    Evicted,
}
