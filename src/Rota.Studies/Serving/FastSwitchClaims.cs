namespace Rota.Studies.Serving;

/// <summary>What the specification asks of the reproduction, and what we ask of ours.</summary>
internal static class FastSwitchClaims
{
    private const double NoLimit = double.PositiveInfinity;

    public static IEnumerable<Claim> Of(FastSwitchBench bench)
    {
        foreach (var rate in FastSwitchBench.Rates)
        {
            var (pages, paper) = (bench.Find(FastSwitchContender.Baseline, rate), bench.Find(FastSwitchContender.Paper, rate));
            yield return Gain(rate, "TTFT P95", 2, pages?.TtftP95, paper?.TtftP95);
            yield return Gain(rate, "TTFT P99", 2, pages?.TtftP99, paper?.TtftP99);
            yield return Gain(rate, "TBT P99", 3, pages?.TbtP99, paper?.TbtP99);
            yield return Claim.Within(
                Id(rate, "throughput"), FormattableString.Invariant($"Random {rate:0.00}/s: tokens a second at least 1.1 times those of page-wise swapping"), "ratio of tokens/s", "x", 1.44, 1.1, NoLimit,
                paper?.TokensPerSecond / pages?.TokensPerSecond);
            yield return Claim.Within(
                Id(rate, "markov"), FormattableString.Invariant($"{rate:0.00}/s: Markov priorities gain less than Random ones"), "TTFT P99 speed-up, Markov over Random", "x", null, 0, 1,
                Speedup(bench, rate, true) / Speedup(bench, rate, false));
            yield return Claim.Within(
                Id(rate, "reuse"), FormattableString.Invariant($"Random {rate:0.00}/s: reuse of host copies saves at least 35 % of the pages copied"), "pages not copied", "%", null, 35, 100,
                100 * (1 - (paper?.Pages / bench.Find("+groups+async", rate)?.Pages)));
        }
        foreach (var (name, before) in FastSwitchContender.Ladder.Skip(1).Zip(FastSwitchContender.Ladder, (now, before) => (now.Name, before.Name)))
        {
            yield return Claim.Within($"{name}-ttft", $"{name} does no harm to TTFT P99, 10 % of noise allowed", "largest ratio to the rung before, over loads", "x", null, 0, 1.1, Worst(bench, name, before, row => row.TtftP99));
            yield return Claim.Within($"{name}-tbt", $"{name} does no harm to TBT P99, 10 % of noise allowed", "largest ratio to the rung before, over loads", "x", null, 0, 1.1, Worst(bench, name, before, row => row.TbtP99));
        }
        yield return Claim.Within("largest-ttft", "the paper's largest speed-up of TTFT tails appears", "largest of P95, P99, P99.9 over loads", "x", 5.8, 5.8, NoLimit, Largest(bench, row => [row.TtftP95, row.TtftP99, row.TtftP999]));
        yield return Claim.Within("largest-tbt", "the paper's largest speed-up of TBT tails appears", "largest of P99, P99.9 over loads", "x", 11.2, 11.2, NoLimit, Largest(bench, row => [row.TbtP99, row.TbtP999]));
        foreach (var claim in Ours(bench)) yield return claim;
    }

    private static IEnumerable<Claim> Ours(FastSwitchBench bench)
    {
        var (ours, ideal, paper) = (bench.Find(FastSwitchContender.Ours, 0.3), bench.Find(FastSwitchContender.Ideal, 0.3), bench.Find(FastSwitchContender.Paper, 0.3));
        yield return Claim.AtMost("plus-ideal", "fastswitch-plus is near copies that take no time, Random 0.30/s", "TTFT P99 over that of ideal", "x", 1.15, ours?.TtftP99 / ideal?.TtftP99, paper?.TtftP99 / ideal?.TtftP99);
        var filled = bench.Find(FastSwitchContender.IdealBackfilled, 0.3);
        yield return Claim.AtMost("plus-ideal-backfilled", "the same against ideal copies under our own rule of who runs", "TTFT P99 over that of ideal + backfill", "x", 1.15, ours?.TtftP99 / filled?.TtftP99, paper?.TtftP99 / filled?.TtftP99);
        yield return Claim.AtMost("plus-ideal-tbt", "the same for gaps between tokens", "TBT P99 over that of ideal", "x", 1.15, ours?.TbtP99 / ideal?.TbtP99, paper?.TbtP99 / ideal?.TbtP99);
        var slow = bench.Find($"{FastSwitchContender.Ours} at 12 GB/s, 5 us", 0.3);
        yield return Claim.AtMost("plus-half-link", "fastswitch-plus at 12 GB/s against fastswitch at 24 GB/s, Random 0.30/s", "TTFT P99", "s", paper?.TtftP99 ?? double.NaN, slow?.TtftP99, paper?.TtftP99);
        yield return Claim.AtMost("plus-half-link-tbt", "the same for gaps between tokens", "TBT P99", "s", paper?.TbtP99 ?? double.NaN, slow?.TbtP99, paper?.TbtP99);
        foreach (var rate in FastSwitchBench.Rates)
        {
            var (plus, recompute) = (bench.Find(FastSwitchContender.Ours, rate), bench.Find(FastSwitchContender.CachedRecompute, rate));
            for (var i = 0; i < FastSwitchRow.ContextEnds.Length; i++)
            {
                var end = FastSwitchRow.ContextEnds[i];
                var which = end == int.MaxValue ? $"{FastSwitchRow.ContextEnds[i - 1]} and more" : $"below {end}";
                yield return Claim.Below(
                    FormattableString.Invariant($"plus-recompute-{rate:0.00}-{i}"), FormattableString.Invariant($"Random {rate:0.00}/s, contexts of {which} tokens: better than recomputing with a prefix cache"),
                    "TTFT P99", "s", plus?.TtftP99ByContext[i], recompute?.TtftP99ByContext[i]);
            }
        }
    }

    private static Claim Gain(double rate, string metric, double least, double? before, double? after) => Claim.Within(
        Id(rate, metric.Replace(' ', '-')), FormattableString.Invariant($"Random {rate:0.00}/s: {metric} at least {least} times better than with page-wise swapping"), $"speed-up of {metric}", "x", null, least, NoLimit, before / after);

    private static string Id(double rate, string what) => FormattableString.Invariant($"{what}-{rate:0.00}").ToLowerInvariant();

    private static double? Speedup(FastSwitchBench bench, double rate, bool markov) =>
        bench.Find(FastSwitchContender.Baseline, rate, markov)?.TtftP99 / bench.Find(FastSwitchContender.Paper, rate, markov)?.TtftP99;

    private static double? Worst(FastSwitchBench bench, string name, string before, Func<FastSwitchRow, double> metric) =>
        Loads(bench, name, before).Select(pair => (double?)(metric(pair.Now) / metric(pair.Before))).Max();

    private static double? Largest(FastSwitchBench bench, Func<FastSwitchRow, double[]> metrics) =>
        Loads(bench, FastSwitchContender.Paper, FastSwitchContender.Baseline).SelectMany(pair => metrics(pair.Before).Zip(metrics(pair.Now), (before, now) => (double?)(before / now))).Max();

    private static IEnumerable<(FastSwitchRow Now, FastSwitchRow Before)> Loads(FastSwitchBench bench, string name, string before)
    {
        foreach (var markov in new[] { false, true })
            foreach (var rate in FastSwitchBench.Rates)
                if (bench.Find(name, rate, markov) is { } row && bench.Find(before, rate, markov) is { } other) yield return (row, other);
    }
}
