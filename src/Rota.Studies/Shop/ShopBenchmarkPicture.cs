using System.Collections.Immutable;
using Rota.Rendering;

namespace Rota.Studies.Shop;

/// <summary>Draws a benchmark: the mean gap of each solver, class by class, engines' published ones dashed.</summary>
internal static class ShopBenchmarkPicture
{
    public static StudyPicture Of(ShopBenchmarkReport report)
    {
        var solvers = report.Options.Solvers.Select(solver => Series(report, solver, dashed: false, line => line.MeanGap(solver)));
        var engines = PublishedResults.Engines.Select(engine => Series(report, $"{engine}, 600 s, 4 cores", dashed: true, line => line.Published[engine]));
        ImmutableArray<LineSeries> drawn = [.. solvers.Concat(engines).Where(series => !series.Points.IsEmpty)];
        var chart = new LineChart("Mean gap to the best known makespans", "class, in order of the table", "gap (%)", drawn) { Steps = false };
        return new("shop-benchmarks-gaps", chart.ToSvg());
    }

    private static LineSeries Series(ShopBenchmarkReport report, string name, bool dashed, Func<ShopClassResult, double?> gap) =>
        new(name, [.. report.Classes.Select((line, i) => (X: i + 1, Gap: gap(line))).Where(point => point.Gap is not null).Select(point => new ChartPoint(point.X, point.Gap!.Value))]) { Dashed = dashed };
}
