using System.Collections.Immutable;

namespace Rota.Learning.Files;

/// <summary>An array of numbers with a name.</summary>
/// <param name="Name">Its name, not empty.</param>
/// <param name="Shape">Its extents, outermost first; empty for a single number.</param>
/// <param name="Values">Its numbers, row by row.</param>
public sealed record NamedTensor(string Name, ImmutableArray<int> Shape, float[] Values);
