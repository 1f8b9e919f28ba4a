using System.Globalization;
using System.Text;
using static Rota.Rendering.Markup;

namespace Rota.Rendering;

/// <summary>One line chart being drawn.</summary>
internal sealed class LineChartDrawing
{
    private const double Margin = 16;
    private const double FontSize = 12;
    private const double LegendRow = 20;

    // Far apart in hue, one lightness: each stands out on white and on black.
    private static readonly string[] Colors = [.. new[] { 255.0, 40, 155, 315, 80, 205, 0, 125 }.Select(hue => Oklch.ToHex(0.62, 0.16, hue))];

    private readonly LineChart chart;
    private readonly StringBuilder svg = new();
    private readonly List<ChartPoint>[] curves;
    private readonly List<double> xTicks;
    private readonly List<double> yTicks;
    private readonly double top;
    private readonly double left;
    private readonly double right;
    private readonly double bottom;
    private readonly double lowX;
    private readonly double highX;
    private readonly double lowY;
    private readonly double highY;

    public LineChartDrawing(LineChart chart)
    {
        this.chart = chart;
        var finite = chart.Series.Select(series => series.Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList()).ToArray();
        var smallest = finite.SelectMany(points => points).Select(p => p.X).Where(x => x > 0).DefaultIfEmpty(1).Min();
        curves = [.. finite.Select(points => chart.LogX ? [.. points.Select(p => p with { X = Math.Max(p.X, smallest) })] : points)];
        var all = curves.SelectMany(points => points).ToList();
        (lowX, highX) = Range(all.Select(p => p.X), chart.LogX ? 10 : 1, chart.LogX);
        (lowY, highY) = Range(all.Select(p => Math.Min(p.Y, chart.MaxY ?? p.Y)), 1, false);
        if (!chart.LogX && lowX > 0 && lowX < highX / 4) lowX = 0;
        var pad = (highY - lowY) * 0.06;
        (lowY, highY) = (lowY >= 0 ? Math.Max(0, lowY - pad) : lowY - pad, highY + pad);

        right = chart.Width - Margin - 8;
        top = (chart.Title.Length > 0 ? 44 : 12) + LegendRows() * LegendRow + 28;
        bottom = Math.Max(top + 40, chart.Height - 44);
        yTicks = NiceTicks.Linear(lowY, highY, (bottom - top) / 36);
        left = Margin + yTicks.Select(tick => Width(NiceTicks.Label(tick), FontSize)).DefaultIfEmpty(0).Max() + 8;
        xTicks = chart.LogX ? NiceTicks.Logarithmic(lowX, highX) : NiceTicks.Linear(lowX, highX, (right - left) / 80);
    }

    public string Draw()
    {
        var (width, height) = (Number(chart.Width), Number(Math.Max(chart.Height, bottom + 44)));
        var names = string.Join(", ", chart.Series.Select(series => series.Name));
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rota\" role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" ")
            .Append(CultureInfo.InvariantCulture, $"aria-label=\"{Escape($"{chart.Title}: {chart.YLabel} over {chart.XLabel} of {names}")}\">\n{SvgStyle.Element}\n")
            .Append(CultureInfo.InvariantCulture, $"<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n");
        if (chart.Title.Length > 0) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"ink title\" x=\"{Margin}\" y=\"27\">{Escape(chart.Title)}</text>\n");
        DrawLegend();
        DrawAxes();
        for (var c = 0; c < curves.Length; c++)
        {
            if (curves[c].Count > 0) DrawCurve(c);
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static (double Low, double High) Range(IEnumerable<double> values, double widen, bool byFactor)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high) (low, high) = (byFactor ? 1 : 0, byFactor ? 10 : 1);
        if (low < high) return (low, high);
        return byFactor ? (low / widen, high * widen) : (low - widen, high + widen);
    }

    private double X(double x)
    {
        var share = chart.LogX ? Math.Log(x / lowX) / Math.Log(highX / lowX) : (x - lowX) / (highX - lowX);
        return left + share * (right - left);
    }

    private double Y(double y) => bottom - (Math.Clamp(y, lowY, highY) - lowY) / (highY - lowY) * (bottom - top);

    private int LegendRows() => LegendPlaces().Select(place => place.Row).DefaultIfEmpty(-1).Max() + 1;

    private IEnumerable<(double X, int Row)> LegendPlaces()
    {
        var (x, row) = (Margin, 0);
        foreach (var series in chart.Series)
        {
            var width = 26 + Width(series.Name, FontSize) + 18;
            if (x > Margin && x + width > chart.Width - Margin) (x, row) = (Margin, row + 1);
            yield return (x, row);
            x += width;
        }
    }

    private void DrawLegend()
    {
        var c = 0;
        var first = chart.Title.Length > 0 ? 52 : 20;
        foreach (var (x, row) in LegendPlaces())
        {
            var y = first + row * LegendRow;
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"curve\" stroke=\"{Color(c)}\"{Dash(c)} d=\"M{Number(x)} {Number(y)}h20\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"ink\" x=\"{Number(x + 26)}\" y=\"{Number(y + 4)}\">{Escape(chart.Series[c++].Name)}</text>\n");
        }
    }

    private void DrawAxes()
    {
        svg.Append("<g class=\"grid\">");
        foreach (var tick in yTicks) svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Number(left)} {Number(Y(tick))}H{Number(right)}\"/>");
        foreach (var tick in xTicks) svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Number(X(tick))} {Number(top)}V{Number(bottom + 4)}\"/>");
        svg.Append("</g>\n<g class=\"soft\" text-anchor=\"end\">");
        foreach (var tick in yTicks) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(left - 8)}\" y=\"{Number(Y(tick) + 4)}\">{NiceTicks.Label(tick)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(right)}\" y=\"{Number(bottom + 36)}\">{Escape(chart.XLabel)}</text></g>\n<g class=\"soft\" text-anchor=\"middle\">");
        foreach (var tick in xTicks) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(X(tick))}\" y=\"{Number(bottom + 18)}\">{NiceTicks.Label(tick)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"</g>\n<text class=\"soft\" x=\"{Margin}\" y=\"{Number(top - 14)}\">{Escape(chart.YLabel)}</text>\n");
    }

    private void DrawCurve(int index)
    {
        var points = curves[index];
        var (x, y) = (X(points[0].X), Y(points[0].Y));
        var path = new StringBuilder($"M{Number(x)} {Number(y)}");
        for (var p = 1; p < points.Count; p++)
        {
            var (nextX, nextY) = (X(points[p].X), Y(points[p].Y));
            if (p < points.Count - 1 && Math.Abs(nextX - x) < 0.3 && Math.Abs(nextY - y) < 0.3) continue;
            (x, y) = (nextX, nextY);
            if (chart.Steps) path.Append(CultureInfo.InvariantCulture, $"H{Number(x)}V{Number(y)}");
            else path.Append(CultureInfo.InvariantCulture, $"L{Number(x)} {Number(y)}");
        }
        if (chart.Steps && x < right) path.Append(CultureInfo.InvariantCulture, $"H{Number(right)}");
        var last = $"{chart.Series[index].Name}: {NiceTicks.Label(points[^1].Y)} from {NiceTicks.Label(points[^1].X)} on";
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"curve\" stroke=\"{Color(index)}\"{Dash(index)} d=\"{path}\"><title>{Escape(last)}</title></path>\n");
    }

    private static string Color(int index) => Colors[index % Colors.Length];

    private string Dash(int index) =>
        chart.Series[index].Dashed ? " stroke-dasharray=\"5 4\"" : index >= Colors.Length ? " stroke-dasharray=\"2 3\"" : "";
}
