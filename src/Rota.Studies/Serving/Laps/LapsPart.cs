using System.Globalization;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving.Laps;

/// <summary>What the parts of the LAPS study share: policies by name, and a table a part.</summary>
internal static class LapsPart
{
    /// <summary>What LAPS is measured against, and its ablations.</summary>
    public static readonly string[] Ablation = ["prefill-fcfs", "prefill-graphs", "laps-split", "laps-no-window", "laps"];

    /// <summary>Deadline-aware and shortest-first orders with the same graphs, and ours: none of them is in the paper.</summary>
    public static ServingPolicy[] Rivals { get; } = [.. new[] { "prefill-vllm", "prefill-s-edf", "prefill-shortest", "laps-plus" }.Select(ServingPolicies.Find)];

    public static ServingPolicy[] Policies(params string[] names) => [.. names.Select(ServingPolicies.Find)];

    /// <summary>A line a policy: all, short and long prompts.</summary>
    public static void Write(TextWriter? output, string title, IReadOnlyDictionary<string, LapsOutcome[]> outcomes)
    {
        if (output is null) return;
        output.WriteLine();
        output.WriteLine($"### {title}");
        output.WriteLine();
        output.WriteLine("| policy | mean ms | p90 | p99 | short mean | short p99 | long mean | long p99 | late % | short late % | long late % | req/s | depth | graph % | padding % | moves |");
        output.WriteLine("| --- |" + string.Concat(Enumerable.Repeat(" ---: |", 15)));
        foreach (var (name, runs) in outcomes)
        {
            double M(Func<LapsOutcome, double> figure) => LapsBench.Mean(runs, figure);
            double[] figures =
            [
                M(o => o.All.Mean), M(o => o.All.P90), M(o => o.All.P99), M(o => o.Short.Mean), M(o => o.Short.P99), M(o => o.Long.Mean), M(o => o.Long.P99),
                M(o => o.Violations), M(o => o.ShortViolations), M(o => o.LongViolations), M(o => o.RequestsPerSecond), M(o => o.Depth), M(o => o.GraphShare), M(o => o.Padding),
                M(o => o.Moves),
            ];
            output.WriteLine($"| {name} | {string.Join(" | ", figures.Select(f => double.IsNaN(f) ? "-" : f.ToString(Math.Abs(f) < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture)))} |");
        }
    }

    /// <summary>How much smaller a figure is than the baseline's, percent.</summary>
    public static double Gain(LapsOutcome[] ours, LapsOutcome[] baseline, Func<LapsOutcome, double> figure) =>
        100 * (1 - (LapsBench.Mean(ours, figure) / LapsBench.Mean(baseline, figure)));
}
