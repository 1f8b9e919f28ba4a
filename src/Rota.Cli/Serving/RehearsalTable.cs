using System.Globalization;
using Rota.Serving.Rehearsal;
using Spectre.Console;

namespace Rota.Cli.Serving;

/// <summary>A comparison on the terminal and as rows for a page.</summary>
internal static class RehearsalTable
{
    private static readonly string[] WithTargets = ["ttft_p50", "ttft_p99", "tbt_p99", "e2e_p50", "e2e_p99", "attainment", "goodput", "kv_use", "preemptions", "hit_rate", "energy_per_token"];
    private static readonly string[] WithoutTargets = ["ttft_p50", "ttft_p90", "ttft_p99", "tbt_p50", "tbt_p99", "e2e_mean", "e2e_p99", "throughput", "kv_use", "preemptions", "hit_rate", "energy_per_token"];
    private static readonly string[] Jobs = ["jct_mean", "jct_p50", "jct_p90", "jct_p99"];

    /// <summary>The metrics that say something here.</summary>
    public static IReadOnlyList<RehearsalMetric> Metrics(RehearsalReport report)
    {
        var summary = report.Rows[0].Summary;
        var names = double.IsNaN(summary.All.Attainment) ? WithoutTargets : WithTargets;
        return [.. (summary.JobCompletion.Count > 0 ? Jobs.Concat(names) : names).Select(RehearsalMetric.Find)];
    }

    /// <summary>Column heads.</summary>
    public static IReadOnlyList<string> Heads(RehearsalReport report) =>
        ["rate", "policy", .. Metrics(report).Select(m => m.Unit is "share" or "count" ? m.Name : $"{m.Name} {m.Unit}"), "starves"];

    /// <summary>Rows, a policy at a rate each.</summary>
    public static IEnumerable<IReadOnlyList<string>> Cells(RehearsalReport report)
    {
        var metrics = Metrics(report);
        foreach (var rate in report.Rates)
            foreach (var policy in report.Policies)
                yield return
                [
                    rate.ToString("0.###", CultureInfo.InvariantCulture) + "x", policy, .. metrics.Select(m => Number(m, report.Mean(policy, rate, m))),
                    report.Starves(policy, rate) is { Length: > 0 } classes ? string.Join(", ", classes) : "",
                ];
    }

    /// <summary>The classes by themselves.</summary>
    public static IEnumerable<IReadOnlyList<string>> ClassCells(RehearsalReport report)
    {
        foreach (var rate in report.Rates)
            foreach (var policy in report.Policies)
            {
                var rows = report.Rows.Where(row => row.Policy == policy && row.Rate == rate).ToList();
                for (var i = 0; i < rows[0].Summary.Classes.Length; i++)
                {
                    var own = rows.Where(row => row.Summary.Classes.Length > i).Select(row => row.Summary.Classes[i]).ToList();
                    yield return
                    [
                        rate.ToString("0.###", CultureInfo.InvariantCulture) + "x", policy, own[0].Class.Length > 0 ? own[0].Class : "(none)", own.Sum(c => c.Requests).ToString(CultureInfo.InvariantCulture),
                        Text(own.Average(c => c.Ttft.P50)), Text(own.Average(c => c.Ttft.P99)), Text(own.Average(c => c.Tbt.P99)), Text(own.Average(c => c.Latency.Mean)),
                        double.IsNaN(own[0].Attainment) ? "-" : Percent(own.Average(c => c.Attainment)), own.Sum(c => c.Aborted + c.Refused).ToString(CultureInfo.InvariantCulture),
                    ];
                }
            }
    }

    /// <summary>Heads of <see cref="ClassCells"/>.</summary>
    public static readonly IReadOnlyList<string> ClassHeads = ["rate", "policy", "class", "requests", "ttft_p50 s", "ttft_p99 s", "tbt_p99 s", "e2e_mean s", "attainment", "given up"];

    /// <summary>Verdicts against the first policy, one a line.</summary>
    public static IEnumerable<string> Verdicts(RehearsalReport report)
    {
        var names = report.Rows[0].Summary.JobCompletion.Count > 0 ? ["jct_mean"] : new[] { "ttft_p99", "e2e_mean" };
        var metrics = (double.IsNaN(report.Rows[0].Summary.All.Attainment) ? names : [.. names, "goodput"]).Select(RehearsalMetric.Find).ToList();
        foreach (var rate in report.Rates)
            foreach (var policy in report.Policies.Skip(1))
                foreach (var metric in metrics)
                    if (report.AgainstReference(policy, rate, metric) is { } comparison)
                        yield return $"{rate.ToString("0.###", CultureInfo.InvariantCulture)}x {metric.Name} ({metric.Unit}): {comparison.Sentence(policy, report.Policies[0])}";
    }

    /// <summary>Draws cells as a table.</summary>
    public static void Draw(Terminal terminal, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> cells, int left = 2)
    {
        var rows = cells.ToList();
        var shown = Enumerable.Range(0, heads.Count).Where(i => i < left || rows.Exists(row => row[i].Length > 0)).ToList();
        var table = Terminal.NewTable(shown.Select(i => heads[i]));
        for (var i = left; i < shown.Count; i++) table.Columns[i].RightAligned();
        foreach (var row in rows) table.AddRow(shown.Select(i => new Markup(Markup.Escape(row[i]))));
        terminal.Draw(table);
    }

    private static string Number(RehearsalMetric metric, double value) => metric.Unit == "share" && !double.IsNaN(value) ? Percent(value) : Text(value);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Text(double value) => double.IsNaN(value) ? "-" : Math.Abs(value) switch
    {
        >= 1000 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.1 or 0 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };
}
