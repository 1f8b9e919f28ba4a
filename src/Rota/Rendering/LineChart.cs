using System.Collections.Immutable;

namespace Rota.Rendering;

/// <summary>Curves over one axis: how a solver's answer improves with time, say.</summary>
/// <param name="Title">Title; empty for none.</param>
/// <param name="XLabel">What runs along x, with its unit.</param>
/// <param name="YLabel">What runs along y, with its unit.</param>
/// <param name="Series">The curves, in the order of the legend.</param>
public sealed record LineChart(string Title, string XLabel, string YLabel, ImmutableArray<LineSeries> Series)
{
    /// <summary>A logarithmic x axis; points at or below 0 move to the smallest x above 0.</summary>
    public bool LogX { get; init; }

    /// <summary>Step lines (the default), or straight lines from point to point.</summary>
    public bool Steps { get; init; } = true;

    /// <summary>Top of the y axis, by default the largest value: a low one keeps a poor beginning from flattening the rest.</summary>
    public double? MaxY { get; init; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; init; } = 720;

    /// <summary>Height in pixels.</summary>
    public int Height { get; init; } = 360;

    /// <summary>The chart as SVG that stands alone, light and dark by the reader's preference.</summary>
    public string ToSvg() => new LineChartDrawing(this).Draw();
}
