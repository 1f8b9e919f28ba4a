namespace Rota.Cluster.Pods;

/// <summary>How many running pods a plan may take from their nodes, be it to move or to evict them.</summary>
/// <param name="Most">Most in all; null for any number.</param>
/// <param name="MostPerOwner">Most of one owner (a ReplicaSet, say) in its namespace; null for any number.</param>
public sealed record MoveLimits(int? Most = null, int? MostPerOwner = null)
{
    /// <summary>Whose share a pod counts to.</summary>
    public static string OwnerOf(ClusterPod pod) => pod.Namespace + "/" + pod.Owner;
}
