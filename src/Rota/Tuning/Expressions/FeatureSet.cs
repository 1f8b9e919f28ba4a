using System.Collections.Immutable;

namespace Rota.Tuning.Expressions;

/// <summary>The features of a task, by number and by name.</summary>
public sealed class FeatureSet
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>Numbers the features in the order given.</summary>
    /// <exception cref="ArgumentException">A name twice, or one that is no name of the language.</exception>
    public FeatureSet(params IEnumerable<Feature> features)
    {
        All = [.. features];
        for (var i = 0; i < All.Length; i++)
        {
            if (!ExpressionTokens.IsName(All[i].Name) || ExpressionWords.IsReserved(All[i].Name))
                throw new ArgumentException($"'{All[i].Name}' cannot name a feature", nameof(features));
            if (!numbers.TryAdd(All[i].Name, i)) throw new ArgumentException($"two features are named '{All[i].Name}'", nameof(features));
        }
    }

    /// <summary>All features; the position is the number.</summary>
    public ImmutableArray<Feature> All { get; }

    /// <summary>The number of a feature, -1 when there is none of this name.</summary>
    public int Find(string name) => numbers.GetValueOrDefault(name, -1);
}
