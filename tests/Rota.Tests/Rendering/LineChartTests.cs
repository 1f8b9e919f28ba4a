using System.Collections.Immutable;
using System.Xml.Linq;
using CsCheck;
using Rota.Rendering;
using Xunit;

namespace Rota.Tests.Rendering;

public sealed class LineChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static LineSeries Series(string name, params ReadOnlySpan<(double, double)> points) =>
        new(name, [.. points.ToArray().Select(p => new ChartPoint(p.Item1, p.Item2))]);

    private static XElement Draw(LineChart chart) => XDocument.Parse(chart.ToSvg()).Root!;

    private static List<XElement> Curves(XElement picture) => [.. picture.Elements(Svg + "path").Where(p => p.Element(Svg + "title") is not null)];

    [Fact]
    public void A_step_line_holds_each_value_until_the_next_and_the_last_to_the_edge()
    {
        var curve = Curves(Draw(new("t", "s", "cost", [Series("tabu", (0, 10), (5, 6), (8, 5))]))).Single();
        Assert.Matches("^M[0-9.]+ [0-9.]+H[0-9.]+V[0-9.]+H[0-9.]+V[0-9.]+H696$|^M[0-9.]+ [0-9.]+H[0-9.]+V[0-9.]+H696V[0-9.]+$", curve.Attribute("d")!.Value);
        Assert.Equal("tabu: 5 from 8 on", curve.Value);
    }

    [Fact]
    public void One_point_is_a_level_across_the_chart()
    {
        var curves = Curves(Draw(new("t", "s", "cost", [Series("tabu", (0, 10), (9, 6)), Series("best known", (0, 5)) with { Dashed = true }])));
        Assert.Matches("^M[0-9.]+ [0-9.]+H696$", curves[1].Attribute("d")!.Value);
        Assert.NotNull(curves[1].Attribute("stroke-dasharray"));
        Assert.NotEqual(curves[0].Attribute("stroke")!.Value, curves[1].Attribute("stroke")!.Value);
    }

    [Fact]
    public void Title_legend_and_labels_are_escaped() =>
        Assert.Contains("a<b&c", Draw(new("<t>", "<s>", "&", [Series("a<b&c", (0, 1))])).Elements(Svg + "text").Select(t => t.Value));

    [Fact]
    public void A_logarithmic_axis_has_powers_of_ten_and_takes_points_at_zero()
    {
        var picture = Draw(new("t", "s", "y", [Series("a", (0, 10), (0.01, 9), (100, 3))]) { LogX = true });
        Assert.Equal(["0.01", "0.1", "1", "10", "100"], picture.Elements(Svg + "g").Last().Elements(Svg + "text").Select(t => t.Value));
        Assert.DoesNotContain("NaN", picture.ToString());
    }

    [Fact]
    public void A_low_top_cuts_a_poor_beginning_off()
    {
        var picture = Draw(new("t", "s", "y", [Series("a", (0, 1e9), (1, 12), (9, 10))]) { MaxY = 20 });
        Assert.Contains("12", picture.Elements(Svg + "g").ElementAt(1).Elements(Svg + "text").Select(t => t.Value));
    }

    [Fact]
    public void A_chart_without_points_is_drawn() => Assert.Empty(Curves(Draw(new("t", "x", "y", [Series("a", (double.NaN, 1), (1, double.PositiveInfinity))]))));

    [Fact]
    public void Any_curves_stay_inside_the_frame()
    {
        var point = Gen.Select(Gen.Double[-5, 1e6], Gen.Double[-1e12, 1e12]).Select(p => new ChartPoint(p.Item1, p.Item2));
        Gen.Select(point.Array[0, 20].Array[0, 12], Gen.Bool, Gen.Bool).Sample(
            (curves, log, steps) =>
            {
                var series = curves.Select((points, i) => new LineSeries($"series {i}", [.. points.OrderBy(p => p.X)])).ToImmutableArray();
                var picture = Draw(new("t", "x", "y", series) { LogX = log, Steps = steps });
                foreach (var curve in Curves(picture))
                {
                    var numbers = curve.Attribute("d")!.Value.Split('M', 'H', 'V', 'L', ' ').Where(n => n.Length > 0).Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture));
                    Assert.All(numbers, n => Assert.InRange(n, 10, 710));
                }
            },
            iter: 200);
    }
}
