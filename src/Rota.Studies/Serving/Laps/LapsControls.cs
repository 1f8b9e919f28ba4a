using Rota.Serving.Policies;

namespace Rota.Studies.Serving.Laps;

/// <summary>What should not change, and what should: one class alone, prompts and answers on one instance, real sessions, closed loops, near saturation.</summary>
internal static class LapsControls
{
    public static IEnumerable<Claim> Run(LapsBench bench, TextWriter? progress) =>
        [.. Alone(bench, progress), Mixed(bench, progress), Sessions(progress), .. Closed(bench, progress), Starvation(bench, progress)];

    /// <summary>One class alone, ordinary kernels on both sides: the split has nothing to split.</summary>
    private static IEnumerable<Claim> Alone(LapsBench bench, TextWriter? progress)
    {
        var model = LapsModel.Find("7B");
        foreach (var (isLong, rate) in new[] { (false, 150.0), (true, 12.0) })
        {
            var kind = isLong ? "long" : "short";
            // The packing has LAPS' chunk, and LAPS the packing's kernels: what is left to differ is the split.
            var fcfs = LapsPart.Policies("prefill-fcfs").Select(policy => policy with { Prefill = new TokenChunks { Budget = 2048 } }).Single();
            var runs = bench.Run(model, [fcfs, .. LapsPart.Policies("laps-split", "laps")], seed => LapsWorkloads.Alone(isLong, rate, 1500, seed));
            LapsPart.Write(progress, $"{kind} prompts alone, 7B at {rate} requests/s", runs);
            yield return Claim.AtMost(
                $"alone-{kind}", $"with {kind} prompts alone the split changes the mean by at most 2 %", "difference", "%", 2,
                Math.Abs(LapsPart.Gain(runs["laps-split"], runs["prefill-fcfs"], o => o.All.Mean)));
        }
    }

    /// <summary>Prompts and answers on one instance: steps of prompts alone stop the answers.</summary>
    private static Claim Mixed(LapsBench bench, TextWriter? progress)
    {
        var runs = bench.Run(LapsModel.Find("7B"), LapsPart.Policies("prefill-fcfs", "laps", "vllm", "sglang"), seed => LapsWorkloads.C(64, 400, seed, answers: true));
        LapsPart.Write(progress, "prompts and answers on one instance, 7B, 64 clients, ShareGPT", runs);
        return Claim.AtMost(
            "mixed", "where answers share the instance LAPS gains no throughput on mixed steps (paper: it drops)", "gain in requests/s", "%", 0,
            100 * ((LapsBench.Mean(runs["laps"], o => o.RequestsPerSecond) / LapsBench.Mean(runs["vllm"], o => o.RequestsPerSecond)) - 1));
    }

    private static Claim Sessions(TextWriter? progress)
    {
        const double Rate = 0.4;
        var one = new LapsBench([1], default);
        var code = LapsPart.Policies("laps").Select(policy => policy with { Name = "laps, full lengths", Batching = new LengthAwareBatching { Graphs = GraphShapes.Paper, ByFullLength = true } });
        var runs = one.Run(LapsModel.Find("7B"), [.. LapsPart.Policies("prefill-fcfs", "laps"), .. code, .. LapsPart.Rivals], _ => LapsWorkloads.B(0.1, 0.5, Rate), kvBlocks: 60_000);
        LapsPart.Write(progress, FormattableString.Invariant($"workload B, Mooncake conversations, {Rate} times their rate, 7B, cache of 960,000 tokens"), runs);
        return Claim.Below("sessions", "on real conversations LAPS' mean TTFT is below that of packing in order", "mean TTFT", "ms", LapsBench.Mean(runs["laps"], o => o.All.Mean), LapsBench.Mean(runs["prefill-fcfs"], o => o.All.Mean));
    }

    private static IEnumerable<Claim> Closed(LapsBench bench, TextWriter? progress)
    {
        double best = double.NegativeInfinity, starved = double.NaN;
        foreach (var clients in new[] { 1, 4, 16, 64, 128 })
        {
            var runs = bench.Run(LapsModel.Find("7B"), LapsPart.Policies("prefill-fcfs", "laps", "laps-code", "laps-plus"), seed => LapsWorkloads.C(clients, 1000, seed));
            LapsPart.Write(progress, $"workload C, 7B, {clients} clients, ShareGPT, no think time", runs);
            if (clients == 64)
                starved = LapsBench.Mean(runs["laps-plus"], o => o.Long.P99) / LapsBench.Mean(runs["prefill-fcfs"], o => o.Long.P99);
            best = Math.Max(best, 100 * ((LapsBench.Mean(runs["laps"], o => o.RequestsPerSecond) / LapsBench.Mean(runs["prefill-fcfs"], o => o.RequestsPerSecond)) - 1));
        }
        yield return Claim.AtMost("starved", "ours in a saturated closed loop of 64 clients does not starve long prompts", "long p99, times that of packing in order", "times", 1.1, starved);
        yield return Claim.AtLeast("closed", "in a closed loop LAPS' throughput rises by up to 20 % over 1 to 128 clients", "best gain in requests/s", "%", 20, best);
    }

    /// <summary>Near saturation: short prompts always first, or at most four steps of them between two long ones.</summary>
    private static Claim Starvation(LapsBench bench, TextWriter? progress)
    {
        var always = ServingPolicies.Find("laps-no-window") with { Name = "short always first", Batching = new LengthAwareBatching { Graphs = GraphShapes.Paper, MaxWindowSeconds = 0, ShortBetweenLong = 0 } };
        var runs = bench.Run(LapsModel.Find("32B"), [.. LapsPart.Policies("prefill-fcfs", "laps-no-window", "laps-plus"), always], seed => LapsWorkloads.A(34, 3000, seed));
        LapsPart.Write(progress, "near saturation, 32B at 34 requests/s", runs);
        return Claim.AtMost(
            "bounded", "with at most four short steps between two long ones, long prompts near saturation wait no longer at p99 than with short always first", "long p99", "ms",
            LapsBench.Mean(runs["short always first"], o => o.Long.P99), LapsBench.Mean(runs["laps-no-window"], o => o.Long.P99), LapsBench.Mean(runs["prefill-fcfs"], o => o.Long.P99));
    }
}
