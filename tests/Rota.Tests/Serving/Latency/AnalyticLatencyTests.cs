using CsCheck;
using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class AnalyticLatencyTests
{
    private static readonly ModelShape Llama = ModelShapes.Find("llama-3.1-8b");

    private static readonly string[] Names = ["llama-3.1-8b", "qwen3-30b-a3b", "mixtral-8x7b"];
    private static readonly string[] Cards = ["a100", "h100", "rtx-4090"];

    private static double Milliseconds(ILatencyModel model, int decodes, long context, params PrefillChunk[] chunks) =>
        model.Step(new() { Decodes = decodes, DecodeContext = context, Prefills = chunks }).Duration / (double)SimTime.Millisecond;

    [Fact]
    public void A_decode_step_is_worked_out_by_hand()
    {
        // a = 2 x 218,103,808 / 1.55e6 = 281.424, b = 2 x 218,103,808 / 227e6 = 1.92162; 10 rows: (a^1.5 + 19.2162^1.5)^(2/3) = 284.750
        // element-wise 26 + 1.6; attention 8 + 5000 x 4096 / 1.5e6 = 21.6533; head 128256 x 4096 x 2 / 1.55e6 = 677.8517; engine 1000 + 10 x 10
        var (read, row) = (281.424, 19.2162);
        var gemm = Math.Pow(Math.Pow(read, 1.5) + Math.Pow(row, 1.5), 2.0 / 3);
        var expected = (32 * (gemm + 27.6 + 21.6533)) + 677.8517 + 1100;
        Assert.Equal(expected / 1e3, Milliseconds(new AnalyticLatency(Llama, Gpus.Find("a100")), 10, 5000), 0.0005);
    }

    [Fact]
    public void A_mixed_step_pays_for_the_attention_of_its_decodes_twice()
    {
        var model = new AnalyticLatency(Llama, Gpus.Find("a100"));
        var once = new AnalyticLatency(Llama, Gpus.Find("a100"), new() { MixedPenalty = 1 });
        var attention = 32 * (8 + (5000 * 4096 / 1.5e6)) / 1e3;
        Assert.Equal(attention, Milliseconds(model, 10, 5000, new PrefillChunk(100, 0)) - Milliseconds(once, 10, 5000, new PrefillChunk(100, 0)), 1e-6);
        Assert.Equal(Milliseconds(model, 10, 5000), Milliseconds(once, 10, 5000), 1e-9);
    }

    [Fact]
    public void Prefill_attention_is_causal()
    {
        var model = new AnalyticLatency(Llama, Gpus.Find("a100"));
        var whole = Milliseconds(model, 0, 0, new PrefillChunk(1000, 0));
        var late = Milliseconds(model, 0, 0, new PrefillChunk(1000, 3000));
        Assert.Equal(32 * 16384.0 * 1000 * 3000 / 165e6 / 1e3, late - whole, 1e-6);
    }

    // serving-simulator 4.3: 6.15 ms for 8 sequences on an H200 while a request grows from 32 to 160 tokens.
    [Fact]
    public void An_H200_decodes_eight_sequences_in_6_15_ms() =>
        Assert.Equal(6.15, Milliseconds(new AnalyticLatency(Llama, Gpus.Find("h200")), 8, 8 * 96), 0.01);

    // serving-simulator 4.3: 28.2 ms for 327 running at context 640.
    [Fact]
    public void An_H100_decodes_327_sequences_of_Qwen3_8B_in_28_2_ms() =>
        Assert.Equal(28.2, Milliseconds(new AnalyticLatency(ModelShapes.Find("qwen3-8b"), Gpus.Find("h100")), 327, 327 * 640), 0.2);

    [Fact]
    public void Pure_decode_steps_grow_by_the_same_for_every_token_of_context_to_the_picosecond() =>
        Gen.Select(Gen.Int[1, 2000], Gen.Long[0, 2_000_000], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2])
            .Sample(t =>
            {
                var (sequences, context, gpu, name, doublings) = t;
                var model = Cached(Names[name], Cards[gpu], 1 << doublings);
                var start = model.Step(new() { Decodes = sequences, DecodeContext = 0 }).Duration;
                var perToken = model.Step(new() { Decodes = sequences, DecodeContext = 1 }).Duration - start;
                Assert.Equal(start + (perToken * context), model.Step(new() { Decodes = sequences, DecodeContext = context }).Duration);
            }, iter: 2000);

    [Fact]
    public void More_work_never_takes_less_time() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 4000], Gen.Int[0, 8000], Gen.Int[0, 300_000]).Sample(t =>
        {
            var (decodes, fresh, past, context) = t;
            var model = Cached("qwen3-30b-a3b", "h100", 2);
            var time = Milliseconds(model, decodes, context, new PrefillChunk(fresh, past));
            Assert.True(Milliseconds(model, decodes, context, new PrefillChunk(fresh + 1, past)) > time);
            Assert.True(Milliseconds(model, decodes, context, new PrefillChunk(fresh, past + 1)) > time);
            Assert.True(Milliseconds(model, decodes + 1, context, new PrefillChunk(fresh, past)) > time);
            Assert.True(Milliseconds(model, decodes, context, new PrefillChunk(fresh, past), new PrefillChunk(1, 0)) > time);
        }, iter: 500);

    [Fact]
    public void Nothing_to_do_takes_no_time() => Assert.Equal(default, new AnalyticLatency(Llama, Gpus.Find("a100")).Step(new() { Decodes = 0, DecodeContext = 0 }));

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, string, int), AnalyticLatency> Models = [];

    private static AnalyticLatency Cached(string model, string gpu, int tensor) => Models.GetOrAdd(
        (model, gpu, tensor), k => new(ModelShapes.Find(k.Item1), Gpus.Find(k.Item2), new() { Parallelism = new(k.Item3) }));
}
