using Rota.Formats;
using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

/// <summary>What papers and engines measured on whole passes, against the laws.</summary>
public class PaperLatencyClaimTests
{
    private static readonly (int Tokens, int Milliseconds)[] Measured = [(274, 36), (1281, 102), (4174, 292), (8170, 644), (14259, 1416)];

    private static double Prefill(ILatencyModel model, int tokens)
    {
        var time = model.RequestOverhead;
        for (var past = 0; past < tokens; past += 8192)
            time += model.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = new PrefillChunk[] { new(Math.Min(8192, tokens - past), past) } }).Duration;
        return time / (double)SimTime.Millisecond;
    }

    // Gate: flowprefill section 6 gives 39, 106, 323, 667 and 1289 ms (the last with one engine part for its two chunks) and holds 18 % everywhere; 15 % is ours.
    [Fact]
    public void The_A800_prefill_curve_is_met_within_15_percent()
    {
        var law = LatencyPresets.Find("flowprefill-a800").Model();
        var predicted = Measured.Select(m => Prefill(law, m.Tokens)).ToArray();
        Assert.Equal([39, 106, 323, 667, 1293], predicted.Select(p => (int)Math.Round(p)));
        foreach (var (measured, ours) in Measured.Zip(predicted)) Assert.InRange(ours / measured.Milliseconds, 0.85, 1.15);
    }

    // The same points stand in the measured rows: the fastest of each length.
    [Fact]
    public void The_measured_rows_hold_the_points_of_the_curve()
    {
        if (SharedData.Find("llm-prefill/qwen_traceA_slice_a800_measured.csv") is not { } path) { Assert.Skip("shared data absent"); return; }
        var table = new CsvText(TextInput.Open(path));
        var fastest = new Dictionary<int, double>();
        while (table.NextRow())
        {
            var (tokens, seconds) = ((int)table.Integer(table.Get("prompt_tokens"), "n"), table.Real(table.Get("measured_ttft_s"), "s"));
            fastest[tokens] = Math.Min(seconds, fastest.GetValueOrDefault(tokens, double.PositiveInfinity));
        }
        foreach (var (tokens, milliseconds) in Measured) Assert.Equal(milliseconds, fastest[tokens] * 1e3, 0.5);
    }

    // flowprefill section 6 and serving-simulator 4.2: newer kernels within 9 % up to 8,170 tokens, 17 % low at 14k.
    [Fact]
    public void Newer_kernels_meet_all_but_the_longest_prompts_within_9_percent()
    {
        var law = LatencyPresets.Find("flowprefill-a800-new").Model();
        foreach (var (tokens, milliseconds) in Measured[..4]) Assert.InRange(Prefill(law, tokens) / milliseconds, 0.91, 1.09);
        Assert.InRange(Prefill(law, 14259) / 1416, 0.80, 0.90);
    }

    // layered-prefill 5 and 6.1: milliseconds of experts and others, expert GB of a prompt of 8192 tokens; published, and what the law gives.
    [Theory]
    [InlineData(512, 310, 250, 765, 310, 250, 764)]
    [InlineData(1024, 185, 185, 405, 197, 184, 411)]
    [InlineData(2048, 115, 150, 215, 134, 151, 217)]
    [InlineData(4096, 92, 142, 110, 101, 134, 112)]
    [InlineData(8192, 83, 125, 58, 83, 126, 57)]
    public void The_layered_prefill_micro_benchmark_is_met_within_10_percent(int chunk, double moe, double other, double gigabytes, int lawMoe, int lawOther, int lawGigabytes)
    {
        var model = new LayeredPrefillLatency(ModelShapes.Find("qwen3-30b-a3b"), hostMicroseconds: 0);
        var (front, back, bytes) = (0.0, 0.0, 0.0);
        var ends = new long[96];
        for (var past = 0; past < 8192; past += chunk)
        {
            var shape = new StepShape { Decodes = 0, DecodeContext = 0, Prefills = new PrefillChunk[] { new(chunk, past) } };
            bytes += model.Step(shape).ExpertBytes / 1e9;
            var before = 0L;
            for (var i = 0; i < model.Segments(shape, ends); before = ends[i++])
                if (i % 2 == 0) front += (ends[i] - before) / (double)SimTime.Millisecond;
                else back += (ends[i] - before) / (double)SimTime.Millisecond;
        }
        Assert.Equal(lawMoe, back, 0.6);
        Assert.Equal(lawOther, front, 0.6);
        Assert.Equal(lawGigabytes, bytes, 0.6);
        Assert.InRange((back + front) / (moe + other), 0.9, 1.1);
        Assert.InRange(bytes / gigabytes, 0.9, 1.1);
        // The experts alone are within 10 % but for chunks of 2048, where the law itself is 17 % high.
        if (chunk != 2048) Assert.InRange(back / moe, 0.9, 1.1);
    }

    // layered-prefill 6.1: 728 W predicted, 738 W published (32 mJ a token) for chunks of 2048 at 2.6 requests/s on arXiv summarisation. The lognormal
    // stand-in of the data gives 694 W here, 6 % below the published figure.
    [Fact]
    public void The_power_of_large_chunks_is_the_published_within_8_percent()
    {
        var model = LatencyPresets.Find("layered-prefill-h100x2").Model();
        var (watts, seconds) = Serve(model, 2.6, 2048, 400);
        Assert.InRange(watts, 738 * 0.92, 738 * 1.08);
        Assert.InRange(seconds, 400 / 2.6 * 0.9, 400 / 2.6 * 1.2);
    }

    [Fact]
    public void Energy_adds_time_bytes_and_flops()
    {
        var model = new AnalyticLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("h100"), new() { Parallelism = new(2), Power = new(100, 50, 10, 20, 2) });
        Assert.Equal((2 * 100 * 0.5) + (1e-12 * ((10 * 3e11) + (20 * (1e11 + 2e11)) + (2 * 4e12))), model.Energy(new(SimTime.Second / 2, 1e11, 3e11, 2e11, 4e12)), 1e-9);
    }

    /// <summary>First come, first served, decodes first, chunks of prompts up to the budget; mean watts and the seconds it took.</summary>
    private static (double Watts, double Seconds) Serve(ILatencyModel model, double rate, int budget, int requests)
    {
        var random = new RandomStream(7).Split("layered-prefill power");
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (arrivals, prompts, outputs, at) = (new double[requests], new int[requests], new int[requests], 0.0);
        for (var i = 0; i < requests; i++)
        {
            arrivals[i] = at += -Math.Log(1 - random.NextDouble()) / rate;
            prompts[i] = (int)Math.Clamp(8600 * Math.Exp(0.4755 * Normal()), 200, 16000);
            outputs[i] = (int)Math.Clamp(208 * Math.Exp(0.4515 * Normal()), 16, 1024);
        }
        var (now, joules, next, done) = (0L, 0.0, 0, 0);
        var running = new List<(int Request, int Left, int Context)>();
        while (next < requests || running.Count > 0)
        {
            var chunks = new List<PrefillChunk>();
            var left = budget - running.Count;
            var finished = new List<int>();
            while (next < requests && left > 0 && arrivals[next] <= SimTime.ToSeconds(now))
            {
                var part = Math.Min(left, prompts[next] - done);
                chunks.Add(new(part, done));
                (left, done) = (left - part, done + part);
                if (done < prompts[next]) break;
                finished.Add(next++);
                done = 0;
            }
            if (chunks.Count == 0 && running.Count == 0)
            {
                var until = SimTime.FromSeconds(arrivals[next]) + 1;
                joules += 368 * SimTime.ToSeconds(until - now);
                now = until;
                continue;
            }
            var cost = model.Step(new() { Decodes = running.Count, DecodeContext = running.Sum(r => (long)r.Context), Prefills = chunks.ToArray() });
            now += cost.Duration;
            joules += model.Energy(cost);
            for (var i = running.Count - 1; i >= 0; i--)
            {
                var (request, more, context) = running[i];
                if (more == 1) running.RemoveAt(i);
                else running[i] = (request, more - 1, context + 1);
            }
            foreach (var request in finished)
                if (outputs[request] > 1) running.Add((request, outputs[request] - 1, prompts[request] + 1));
        }
        return (joules / SimTime.ToSeconds(now), SimTime.ToSeconds(now));
    }
}
