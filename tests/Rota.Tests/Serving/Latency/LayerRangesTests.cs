using CsCheck;
using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class LayerRangesTests
{
    private static readonly AnalyticLatency Dense = new(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"), new() { SequenceMicroseconds = 0 });
    private static readonly AnalyticLatency Moe = new(ModelShapes.Find("qwen3-30b-a3b"), Gpus.Find("h100"), new() { Parallelism = new(2), SequenceMicroseconds = 0 });

    private static StepCost Cost(ILatencyModel model, int decodes, long context, params PrefillChunk[] chunks) =>
        model.Step(new() { Decodes = decodes, DecodeContext = context, Prefills = chunks });

    [Fact]
    public void Groups_of_layers_cost_together_what_all_layers_cost() =>
        Gen.Select(Gen.Int[1, 47], Gen.Int[0, 60], Gen.Int[1, 3000], Gen.Int[0, 3000]).Sample(t =>
        {
            var (cut, decodes, fresh, past) = t;
            var context = decodes * 700L;
            var whole = Cost(Moe, decodes, context, new PrefillChunk(fresh, past));
            var first = Cost(Moe, decodes, context, new PrefillChunk(fresh, past, 0, cut));
            var second = Cost(Moe, decodes, context, new PrefillChunk(fresh, past, cut, 48));
            var none = Cost(Moe, decodes, context);
            // A decode step less: both halves carry the decodes through the layers of the other. Without decodes the engine's 1000 us come twice.
            var twice = decodes > 0 ? none.Duration : 1000 * SimTime.Microsecond;
            Assert.InRange(first.Duration + second.Duration - twice - whole.Duration, -5, 5);
            Assert.Equal(whole.ExpertBytes + none.ExpertBytes, first.ExpertBytes + second.ExpertBytes, 1e-3);
            Assert.Equal(whole.Flops + none.Flops, first.Flops + second.Flops, whole.Flops * 1e-9);
            Assert.Equal(whole.KvBytes + none.KvBytes, first.KvBytes + second.KvBytes, whole.KvBytes * 1e-9);
        }, iter: 300);

    [Fact]
    public void Layers_without_prompt_pay_no_mixed_penalty()
    {
        // Decode attention of a layer: 8 + 20,000 x 4096 / 1.5e6 us; it doubles in the four layers that the prompt passes.
        var once = new AnalyticLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"), new() { MixedPenalty = 1, SequenceMicroseconds = 0 });
        var chunk = new PrefillChunk(256, 0, 8, 12);
        var penalty = Cost(Dense, 20, 20_000, chunk).Duration - Cost(once, 20, 20_000, chunk).Duration;
        Assert.Equal(4 * (8 + (20_000 * 4096 / 1.5e6)), penalty / (double)SimTime.Microsecond, 1e-4);
    }

    [Fact]
    public void A_pass_through_some_layers_reads_only_them_and_no_head()
    {
        var model = ModelShapes.Find("llama-3.1-8b");
        var part = Cost(Dense, 0, 0, new PrefillChunk(100, 0, 0, 8));
        Assert.Equal(model.AlwaysReadParameters * 2 / 4, part.WeightBytes, 1);
        Assert.Equal((model.AlwaysReadParameters + model.HeadParameters) * 2, Cost(Dense, 0, 0, new PrefillChunk(100, 0)).WeightBytes, 1);
        Assert.Equal(8.0 * 100 * 4096, part.KvBytes, 1);
    }

    [Fact]
    public void Segments_are_two_a_layer_and_end_with_the_step()
    {
        Gen.Select(Gen.Int[1, 4000], Gen.Int[0, 4000], Gen.Bool).Sample(t =>
        {
            var ends = new long[2 * 48];
            var model = t.Item3 ? Dense : Moe;
            var shape = new StepShape { Decodes = 0, DecodeContext = 0, Prefills = new PrefillChunk[] { new(t.Item1, t.Item2) } };
            var count = model.Segments(shape, ends);
            Assert.Equal(2 * model.Layers, count);
            Assert.Equal(model.Step(shape).Duration, ends[count - 1]);
            for (var i = 1; i < count; i++) Assert.True(ends[i] > ends[i - 1]);
            // Layers are alike: the third takes what the second took. The head stands behind the last.
            Assert.InRange(ends[5] - ends[3] - (ends[3] - ends[1]), -2, 2);
        }, iter: 200);
        var part = new StepShape { Decodes = 0, DecodeContext = 0, Prefills = new PrefillChunk[] { new(64, 0, 4, 10) } };
        var twelve = new long[12];
        Assert.Equal(12, Dense.Segments(part, twelve));
        Assert.Equal(Dense.Step(part).Duration, twelve[11]);
    }

    [Fact]
    public void Launches_that_take_longer_than_kernels_are_spread_over_the_segments()
    {
        var laps = LatencyPresets.Laps(ModelShapes.Find("qwen2.5-7b"), 7.0e9, 9_000);
        var shape = new StepShape { Decodes = 0, DecodeContext = 0, Prefills = new PrefillChunk[] { new(32, 0) } };
        var ends = new long[56];
        Assert.Equal(56, laps.Segments(shape, ends));
        Assert.Equal(10_500 * SimTime.Microsecond, ends[55]);
        // 1500 us of the engine first, then 28 layers that share 9000 us evenly.
        for (var layer = 0; layer < 28; layer++) Assert.Equal(1500 + (9000.0 * (layer + 1) / 28), ends[(2 * layer) + 1] / (double)SimTime.Microsecond, 1e-3);
    }

    [Fact]
    public void Experts_over_replicas_serve_the_tokens_of_all_and_exchange_them()
    {
        var model = ModelShapes.Find("qwen3-30b-a3b");
        var alone = new AnalyticLatency(model, Gpus.Find("rtx-pro-6000"), new() { Coverage = ExpertCoverage.Balanced(128, 8), SequenceMicroseconds = 0 });
        var spread = new AnalyticLatency(model, Gpus.Find("rtx-pro-6000"), new() { Coverage = ExpertCoverage.Balanced(128, 8), SequenceMicroseconds = 0, Parallelism = new(1, 2, 2) });
        // 16 tokens of each replica touch all 128 experts: 64 on each GPU, none to spare. 256 rows on two GPUs: 128 + sqrt(2 ln 2) sqrt(128 / 2) in the fullest.
        var (read, rows) = (model.ExpertBytes / 1.44e6, 2 * model.MlpParameters / 280e6);
        double Experts(double touched, double tokens) => Math.Max(touched * read, tokens * rows) + (0.5 * Math.Min(touched * read, tokens * rows)) + 6;
        var fullest = 128 + (Math.Sqrt(2 * Math.Log(2)) * Math.Sqrt(64));
        var exchange = 2 * (60 + (16 * 2048 / 20e3));
        var difference = 48 * (Experts(64, fullest) + exchange - Experts(128, 128));
        Assert.Equal(difference, Microseconds(Cost(spread, 16, 16_000)) - Microseconds(Cost(alone, 16, 16_000)), 1e-3);
        Assert.Equal(Cost(alone, 16, 16_000).ExpertBytes / 2, Cost(spread, 16, 16_000).ExpertBytes, 1);
    }

    [Fact]
    public void A_captured_graph_computes_its_padding_and_costs_its_replay()
    {
        var laps = LatencyPresets.Laps(ModelShapes.Find("qwen2.5-32b"), 31.2e9, 20_000);
        PrefillChunk[] chunks = [new(60, 0), new(50, 0), new(20, 0)];
        var eager = Microseconds(laps.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = chunks }));
        var graph = Microseconds(laps.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = chunks, GraphBatch = 4, GraphLength = 64 }));
        // laps section 6: hypot(2P / 3.65e6, 2P n / 742e6) + 0.1 n 64 / 32, n = 130 and 256; attention 4 x 40 x 128 x 64 x c^2/2 / 450e6 on top.
        double Law(double n) => Math.Sqrt(Math.Pow(2 * 31.2e9 / 3.65e6, 2) + Math.Pow(2 * 31.2e9 * n / 742e6, 2)) + (0.1 * n * 2);
        var attention = 4.0 * 40 * 128 * 64 * ((60 * 60) + (50 * 50) + (20 * 20)) / 2 / 450e6;
        Assert.Equal(Math.Max(Law(130) + attention, 20_000) + 1500, eager, 1e-3);
        Assert.Equal(Law(256) + attention + 800, graph, 1e-3);
    }

    [Fact]
    public void Padded_decodes_cost_what_the_next_graph_costs()
    {
        var model = ModelShapes.Find("llama-3.1-8b");
        var padded = new AnalyticLatency(model, Gpus.Find("a100"), new() { PadDecodes = true, SequenceMicroseconds = 0, HeadMicroseconds = 0 });
        var plain = new AnalyticLatency(model, Gpus.Find("a100"), new() { SequenceMicroseconds = 0, HeadMicroseconds = 0 });
        foreach (var (decodes, graph) in ((int, int)[])[(1, 1), (2, 2), (3, 4), (5, 8), (9, 16), (512, 512), (513, 513)])
            Assert.Equal(Cost(plain, graph, 1000).Duration, Cost(padded, decodes, 1000).Duration);
    }

    private static double Microseconds(StepCost cost) => cost.Duration / (double)SimTime.Microsecond;
}
