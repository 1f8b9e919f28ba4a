using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>Where pods of a template may go. Shared by replicas.</summary>
public sealed record PodRules
{
    /// <summary>No rules.</summary>
    public static PodRules None { get; } = new();

    /// <summary>Labels that a node must have (nodeSelector).</summary>
    public LabelSelector NodeSelector { get; init; } = LabelSelector.Everything;

    /// <summary>Alternatives of required node affinity, one of which must hold; none asks for nothing.</summary>
    public ImmutableArray<LabelSelector> NodeAffinity { get; init; } = [];

    /// <summary>The only nodes by name that come into question; none for all.</summary>
    public ImmutableArray<string> OnlyNodes { get; init; } = [];

    /// <summary>Taints it does not mind.</summary>
    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    /// <summary>Hard topology spread.</summary>
    public ImmutableArray<SpreadRule> Spread { get; init; } = [];

    /// <summary>Required anti-affinity.</summary>
    public ImmutableArray<ApartRule> Apart { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(PodRules? other) => ReferenceEquals(this, other) || (other is not null
        && NodeSelector.Equals(other.NodeSelector)
        && NodeAffinity.AsSpan().SequenceEqual(other.NodeAffinity.AsSpan())
        && OnlyNodes.AsSpan().SequenceEqual(other.OnlyNodes.AsSpan())
        && Tolerations.AsSpan().SequenceEqual(other.Tolerations.AsSpan())
        && Spread.AsSpan().SequenceEqual(other.Spread.AsSpan())
        && Apart.AsSpan().SequenceEqual(other.Apart.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(NodeSelector, NodeAffinity.Length, Tolerations.Length, Spread.Length, Apart.Length);
}
