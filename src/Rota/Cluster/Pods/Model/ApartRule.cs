using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>A required anti-affinity: the pod shares a value of a node label with no other pod that matches.</summary>
/// <param name="TopologyKey">The node label.</param>
/// <param name="Selector">Which pods it stays away from.</param>
/// <param name="Namespaces">In which namespaces.</param>
public sealed record ApartRule(string TopologyKey, LabelSelector Selector, ImmutableArray<string> Namespaces)
{
    /// <summary>True when the rule speaks of such a pod.</summary>
    public bool Covers(ClusterPod pod) => Namespaces.Contains(pod.Namespace) && Selector.Matches(pod.Labels);

    /// <inheritdoc/>
    public bool Equals(ApartRule? other) =>
        other is not null && TopologyKey == other.TopologyKey && Selector.Equals(other.Selector) && Namespaces.AsSpan().SequenceEqual(other.Namespaces.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TopologyKey, Selector);
}
