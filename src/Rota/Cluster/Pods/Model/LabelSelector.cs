using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>Conditions on labels, all of which must hold. Without any it matches everything.</summary>
/// <param name="Requirements">The conditions.</param>
public sealed record LabelSelector(ImmutableArray<LabelRequirement> Requirements)
{
    /// <summary>Matches everything.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>True when the labels meet every condition.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
            if (!requirement.Matches(labels)) return false;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(LabelSelector? other) => other is not null && Requirements.AsSpan().SequenceEqual(other.Requirements.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Requirements.Length == 0 ? 0 : Requirements[0].GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Requirements.Length == 0 ? "everything" : string.Join(", ", Requirements);
}
