using System.Collections.Immutable;

namespace Rota.Shop.Transfer;

/// <summary>How plates come to the input port.</summary>
public sealed record ArrivalPlan
{
    /// <summary>Milliseconds between two plates; 0 (the default) when there is always one waiting.</summary>
    public long Period { get; init; }

    /// <summary>Recipes of the plates in their order, by index, all there at time 0; empty (the default) to draw them by their shares.</summary>
    public ImmutableArray<int> Lot { get; init; } = [];

    /// <summary>True when any waiting plate of the lot may be taken, false (the default) when only the first.</summary>
    public bool AnyOrder { get; init; }

    /// <summary>Index of the input port of each plate of the lot; empty for the line's first input port.</summary>
    public ImmutableArray<int> Ports { get; init; } = [];
}
