using System.Collections.Immutable;
using Rota.Rendering;
using Rota.Statistics;

namespace Rota.Studies.Serving;

/// <summary>
/// FastSwitch: groups of pages, copies beside the steps and reuse of host copies against swapping page by page, on conversations under priorities that change; and
/// ours against copies that take no time.
/// </summary>
public sealed class FastSwitchStudy : IStudy
{
    /// <inheritdoc/>
    public string Name => "fastswitch";

    /// <inheritdoc/>
    public string Paper => "FastSwitch (Shen, Li, Gao; arXiv 2411.18424, 2024)";

    /// <inheritdoc/>
    public string Description => "preemption by priority: tails of TTFT and TBT by the way contexts are swapped";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var (conversations, seeds) = options.Scale switch
        {
            StudyScale.Smoke => (250, 3),
            StudyScale.Short => (250, 10),
            _ => (1000, 5),
        };
        var bench = FastSwitchBench.Run(conversations, seeds, progress, cancellation);
        if (options.Folder is { } folder)
        {
            using var tables = new StreamWriter(Path.Combine(folder, "fastswitch-tables.md"));
            WriteTables(tables, bench);
        }
        if (progress is not null) WriteTables(progress, bench);
        return new(Name, Paper, options.Scale, [.. FastSwitchClaims.Of(bench)], Pictures(bench));
    }

    private static void WriteTables(TextWriter output, FastSwitchBench bench)
    {
        FastSwitchRow.Write(output, bench.Rows);
        output.WriteLine();
        foreach (var (name, other) in new[] { (FastSwitchContender.Paper, FastSwitchContender.Ideal), (FastSwitchContender.Ours, FastSwitchContender.Ideal), (FastSwitchContender.Ours, FastSwitchContender.IdealBackfilled), (FastSwitchContender.Ours, FastSwitchContender.Paper) })
        {
            foreach (var rate in FastSwitchBench.Rates)
            {
                if (bench.Find(name, rate) is not { TtftP99BySeed.Length: > 1 } row || bench.Find(other, rate) is not { } rival) continue;
                var ratio = Interval.OfMean([.. row.TtftP99BySeed.Zip(rival.TtftP99BySeed, (a, b) => a / b)]);
                output.WriteLine(FormattableString.Invariant($"TTFT P99 of {name} over {other}, {row.Load}, mean over seeds and 95 % interval: {ratio.Mean:0.00} [{ratio.Low:0.00}, {ratio.High:0.00}]"));
            }
        }
        WriteContexts(output, bench);
    }

    private static void WriteContexts(TextWriter output, FastSwitchBench bench)
    {
        output.WriteLine();
        output.WriteLine("| load | contender | TTFT mean / P99 s, context below 1000 | 1000 to 2000 | 2000 to 4000 | 4000 and more |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var row in bench.Rows.Where(row => row.Contender is FastSwitchContender.Baseline or FastSwitchContender.Paper or FastSwitchContender.Ours or FastSwitchContender.Recompute or FastSwitchContender.CachedRecompute or FastSwitchContender.Ideal))
            output.WriteLine($"| {row.Load} | {row.Contender} | {string.Join(" | ", row.TtftByContext.Zip(row.TtftP99ByContext, (mean, tail) => FormattableString.Invariant($"{mean:0.00} / {tail:0.00}")))} |");
    }

    private static ImmutableArray<StudyPicture> Pictures(FastSwitchBench bench)
    {
        string[] shown = [FastSwitchContender.Baseline, "+groups", FastSwitchContender.Paper, FastSwitchContender.Ours, FastSwitchContender.Ideal];
        var tails = new LineChart("Random priorities, 0.30 conversations/s: the slowest tenth of the turns", "percentile of turns", "time to first token, s",
            [.. shown.Where(name => bench.Tails.ContainsKey((name, "Random 0.30"))).Select(name => new LineSeries(name, Curve(bench.Tails[(name, "Random 0.30")])) { Dashed = name == FastSwitchContender.Ideal })])
        { Steps = false };
        var dispatch = new LineChart("Random priorities, 0.30 conversations/s: the price of starting a copy", "microseconds to start a copy", "TTFT P99, s",
            [.. new[] { FastSwitchContender.Baseline, FastSwitchContender.Paper, FastSwitchContender.Ours }.Select(name => new LineSeries(name, [.. FastSwitchBench.DispatchMicroseconds.Select(time =>
                new ChartPoint(time, bench.Find(time == 5 ? name : FormattableString.Invariant($"{name} at 24 GB/s, {time} us"), 0.3)?.TtftP99 ?? double.NaN))]))])
        { Steps = false };
        return [new("fastswitch-tails", tails.ToSvg()), new("fastswitch-dispatch", dispatch.ToSvg())];

        static ImmutableArray<ChartPoint> Curve(double[] sorted) =>
            [.. Enumerable.Range(0, 100).Select(i => 90 + (i * 0.1)).Select(percent => new ChartPoint(percent, sorted[(int)(percent / 100 * (sorted.Length - 1))]))];
    }
}
