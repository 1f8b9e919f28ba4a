using Rota.Statistics;

namespace Rota.Studies.Serving;

/// <summary>A contender under a load: turns of all seeds pooled, everything else the mean over seeds.</summary>
internal sealed record FastSwitchRow(
    string Contender, string Load, double TtftP95, double TtftP99, double TtftP999, double TbtP99, double TbtP999, double TokensPerSecond, double StallShare, double PauseShare,
    double Pages, double PagesOut, double PagesPerCall, double RecomputedTokens)
{
    private static readonly double[] Places = [0.95, 0.99, 0.999];

    /// <summary>Upper ends of the classes of context length that turns are reported by, tokens.</summary>
    public static readonly int[] ContextEnds = [1000, 2000, 4000, int.MaxValue];

    /// <summary>Mean time to the first token by length of the context, seconds; NaN for a class without turns.</summary>
    public required double[] TtftByContext { get; init; }

    /// <summary>99th percentile of the time to the first token by length of the context, seconds.</summary>
    public required double[] TtftP99ByContext { get; init; }

    /// <summary>99th percentile of the time to the first token of each seed, for intervals.</summary>
    public required double[] TtftP99BySeed { get; init; }

    /// <summary>99th percentile of the gaps of each seed.</summary>
    public required double[] TbtP99BySeed { get; init; }

    /// <summary>Sums up the runs of one contender under one load, in order of their seeds.</summary>
    public static FastSwitchRow Of(IReadOnlyList<FastSwitchOutcome> runs)
    {
        var turns = runs.SelectMany(run => run.Turns).ToArray();
        var ttft = Quantiles.Exact([.. turns.Select(turn => turn.Ttft)], Places);
        var classes = ContextEnds.Select((end, i) => turns.Where(turn => turn.Context < end && (i == 0 || turn.Context >= ContextEnds[i - 1])).Select(turn => turn.Ttft).ToArray()).ToArray();
        return new(
            runs[0].Cell.Contender.Name, runs[0].Cell.Load, ttft[0], ttft[1], ttft[2], runs.Average(r => r.TbtP99), runs.Average(r => r.TbtP999),
            runs.Average(r => r.TokensPerSecond), runs.Average(r => r.StallShare), runs.Average(r => r.PauseShare), runs.Average(r => (double)r.Pages),
            runs.Average(r => (double)r.PagesOut), runs.Average(r => r.PagesPerCall), runs.Average(r => r.RecomputedTokens))
        {
            TtftByContext = [.. classes.Select(c => c.Length == 0 ? double.NaN : c.Average())],
            TtftP99ByContext = [.. classes.Select(c => c.Length == 0 ? double.NaN : Quantiles.Exact(c, 0.99))],
            TtftP99BySeed = [.. runs.Select(run => Quantiles.Exact([.. run.Turns.Select(turn => turn.Ttft)], 0.99))],
            TbtP99BySeed = [.. runs.Select(run => run.TbtP99)],
        };
    }

    /// <summary>The rows as a table, with the speed-up over the first row of a load.</summary>
    public static void Write(TextWriter output, IEnumerable<FastSwitchRow> rows)
    {
        output.WriteLine("| load | contender | TTFT P95 / P99 / P99.9 s | TBT P99 / P99.9 s | tokens/s | speed-up TTFT P95 / P99 / P99.9 | TBT P99 / P99.9 | throughput | stalled | paused | pages a call | pages copied, out | recomputed tokens |");
        output.WriteLine("| --- | --- | --- | --- | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var load in rows.GroupBy(row => row.Load))
        {
            var first = load.First();
            foreach (var row in load)
                output.WriteLine(FormattableString.Invariant(
                    $"| {row.Load} | {row.Contender} | {row.TtftP95:0.00} / {row.TtftP99:0.00} / {row.TtftP999:0.00} | {row.TbtP99:0.000} / {row.TbtP999:0.00} | {row.TokensPerSecond:0} | {first.TtftP95 / row.TtftP95:0.0} / {first.TtftP99 / row.TtftP99:0.0} / {first.TtftP999 / row.TtftP999:0.0} | {first.TbtP99 / row.TbtP99:0.0} / {first.TbtP999 / row.TbtP999:0.0} | {row.TokensPerSecond / first.TokensPerSecond:0.00} | {row.StallShare:0.0 %} | {row.PauseShare:0.0 %} | {row.PagesPerCall:0.0} | {row.Pages / 1e3:0} k, {row.PagesOut / 1e3:0} k | {row.RecomputedTokens / 1e3:0} k |"));
        }
    }
}
