using System.Collections.Immutable;

namespace Rota.Shop.Transfer;

/// <summary>A step of a recipe.</summary>
/// <param name="Stations">Indices of the stations that can do it, at least one.</param>
/// <param name="Time">Nominal process time in milliseconds, at least 0.</param>
public sealed record RecipeStep(ImmutableArray<int> Stations, long Time)
{
    /// <summary>Longest stay after the process in milliseconds; <see cref="long.MaxValue"/> (the default) for no limit.</summary>
    public long MaxHold { get; init; } = long.MaxValue;
}
