using System.Collections.Immutable;

namespace Rota.Shop.Transfer;

/// <summary>The way of a kind of plates through the line, ports left out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Its steps, at least one.</param>
public sealed record Recipe(string Name, ImmutableArray<RecipeStep> Steps)
{
    /// <summary>Share of the arriving plates that are of this recipe, relative to the others. Default 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Plates of it that matter more have a larger number; for rules that ask. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>Nominal work of all steps in milliseconds.</summary>
    public long Work => Steps.Sum(step => step.Time);
}
