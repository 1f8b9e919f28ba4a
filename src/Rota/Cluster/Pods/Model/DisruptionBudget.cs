namespace Rota.Cluster.Pods;

/// <summary>How many of some pods may be gone at a time (PodDisruptionBudget).</summary>
/// <param name="Namespace">Namespace.</param>
/// <param name="Name">Name.</param>
/// <param name="Selector">Which pods of the namespace.</param>
/// <param name="Allowed">How many more may go now.</param>
public sealed record DisruptionBudget(string Namespace, string Name, LabelSelector Selector, int Allowed)
{
    /// <summary>True when the budget counts this pod.</summary>
    public bool Covers(ClusterPod pod) => pod.Namespace == Namespace && Selector.Matches(pod.Labels);
}
