using System.Collections.Immutable;

namespace Rota.Learning.Networks;

/// <summary>A parameter of a network.</summary>
/// <param name="Name">Its name in policy files.</param>
/// <param name="Shape">Its extents: [out, in] of a linear layer's weights, [width] of the rest.</param>
/// <param name="Gain">Weights begin as an orthogonal matrix times this; 0 for zeros, negative for ones.</param>
public sealed record ParameterSpec(string Name, ImmutableArray<int> Shape, double Gain)
{
    /// <summary>Numbers in it.</summary>
    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);
}
