using System.Collections.Immutable;

namespace Rota.Rendering;

/// <summary>One curve of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, by x. Of a step line each value holds until the next, the last to the chart's right edge: one point is a level.</param>
public sealed record LineSeries(string Name, ImmutableArray<ChartPoint> Points)
{
    /// <summary>Drawn dashed: a bound, a best known value.</summary>
    public bool Dashed { get; init; }
}
