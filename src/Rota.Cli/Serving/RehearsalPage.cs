using System.Collections.Immutable;
using Rota.Rendering;
using Rota.Serving.Rehearsal;
using Rota.Serving.Results;

namespace Rota.Cli.Serving;

/// <summary>A comparison as one HTML page: tables, curves over the rate, and the timeline of the first policy's run.</summary>
internal static class RehearsalPage
{
    public static string Render(RehearsalReport report, string title, string subtitle, RunResult shown, string shownPolicy) => GanttPage.Render(
        RehearsalExport.Timeline(shown, 4000),
        new GanttPageOptions { Title = title, Subtitle = $"{subtitle}; timeline: {shownPolicy}", Sections = Sections(report), MostTableRows = 200 });

    /// <summary>Tables and curves.</summary>
    public static ImmutableArray<PageSection> Sections(RehearsalReport report)
    {
        var sections = ImmutableArray.CreateBuilder<PageSection>();
        sections.Add(Table("Policies", RehearsalTable.Heads(report), RehearsalTable.Cells(report)));
        if (RehearsalTable.Verdicts(report).ToList() is { Count: > 0 } verdicts) sections.Add(PageSection.Text("Who is better", string.Join('\n', verdicts)) with { AboveGantt = true });
        foreach (var chart in Curves(report)) sections.Add(PageSection.Svg(chart.Title, (chart with { Title = "" }).ToSvg()) with { AboveGantt = true });
        sections.Add(Table("Classes", RehearsalTable.ClassHeads, RehearsalTable.ClassCells(report)));
        return sections.ToImmutable();
    }

    /// <summary>Curves over the rate; over the quantiles when there is one rate.</summary>
    public static IEnumerable<LineChart> Curves(RehearsalReport report)
    {
        if (report.Rates.Length > 1)
        {
            foreach (var metric in RehearsalTable.Metrics(report).Where(m => m.Name is "ttft_p99" or "tbt_p99" or "attainment" or "e2e_mean" or "jct_mean" or "goodput"))
            {
                var series = report.Policies.Select(policy => new LineSeries(
                    policy, [.. report.Rates.Select(rate => new ChartPoint(rate, report.Mean(policy, rate, metric))).Where(point => double.IsFinite(point.Y))])).Where(s => s.Points.Length > 0);
                yield return new LineChart($"{metric.Name} over the arrival rate", "rate, times the trace's", $"{metric.Name}, {metric.Unit}", [.. series]) { Steps = false };
            }
            yield break;
        }
        foreach (var (name, of) in new (string, Func<RunSummary, Distribution>)[] { ("time to first token", s => s.All.Ttft), ("gap between tokens", s => s.All.Tbt), ("latency", s => s.All.Latency) })
        {
            var series = report.Policies.Select(policy =>
            {
                var all = report.Rows.Where(row => row.Policy == policy).Select(row => of(row.Summary)).ToList();
                return new LineSeries(policy, [.. new (double, Func<Distribution, double>)[] { (50, d => d.P50), (90, d => d.P90), (95, d => d.P95), (99, d => d.P99) }
                    .Select(q => new ChartPoint(q.Item1, all.Average(q.Item2))).Where(point => double.IsFinite(point.Y))]);
            }).Where(s => s.Points.Length > 0).ToImmutableArray();
            if (series.Length > 0) yield return new LineChart($"{name} by percentile", "percentile", $"{name}, s", series) { Steps = false };
        }
    }

    private static PageSection Table(string heading, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> cells) =>
        PageSection.Table(heading, [.. heads], [.. cells.Select(row => row.ToImmutableArray())]) with { AboveGantt = true };
}
