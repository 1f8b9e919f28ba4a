using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class RooflineLatencyTests
{
    private static readonly ModelShape Llama = ModelShapes.Find("llama-3.1-8b");

    private static double Milliseconds(ILatencyModel model, int decodes, long context, params PrefillChunk[] chunks) =>
        model.Step(new() { Decodes = decodes, DecodeContext = context, Prefills = chunks }).Duration / (double)SimTime.Millisecond;

    [Fact]
    public void A_decode_step_is_bound_by_reading_weights_and_cache()
    {
        // Whole picoseconds a token: 10,000 of them may be 5 ns off. W b = 13.958644 GB, head 1.050673 GB, KV 10,000 x 131,072 B over 1008 x 0.9 GB/s, and 3 ms.
        var expected = ((13.958643712e9 + 1.050673152e9 + (10_000 * 131_072.0)) / 907.2e9 * 1e3) + 3;
        Assert.Equal(expected, Milliseconds(new RooflineLatency(Llama, Gpus.Find("rtx-4090")), 8, 10_000), 1e-5);
    }

    [Fact]
    public void A_long_prefill_is_bound_by_computing()
    {
        var compute = 2 * 6.979321856e9 * 2048 / (165.2e12 * 0.98);
        var attention = 4.0 * 4096 * 32 * 2048 * (1000 + 1024) / (165.2e12 * 0.72);
        var head = 1.050673152e9 / 907.2e9;
        Assert.Equal(((compute + attention + head) * 1e3) + 3, Milliseconds(new RooflineLatency(Llama, Gpus.Find("rtx-4090")), 0, 0, new PrefillChunk(2048, 1000)), 1e-6);
    }

    [Fact]
    public void Two_GPUs_halve_the_work_and_exchange_it()
    {
        // Over PCIe: 2 L (2 (tp-1)/tp T d 2 / 20 GB/s + 60 us).
        var one = new RooflineLatency(Llama, Gpus.Find("rtx-pro-6000"));
        var two = new RooflineLatency(Llama, Gpus.Find("rtx-pro-6000"), new() { Parallelism = new(2) });
        var exchange = 2 * 32 * ((4 * 4096 * 2 / 20e9) + 60e-6) * 1e3;
        Assert.Equal(((Milliseconds(one, 4, 4000) - 3) / 2) + 3 + exchange, Milliseconds(two, 4, 4000), 1e-6);
    }

    [Fact]
    public void Pure_decode_steps_grow_by_the_same_for_every_token_of_context()
    {
        var model = new RooflineLatency(ModelShapes.Find("qwen3-30b-a3b"), Gpus.Find("h100"));
        foreach (var (sequences, context) in ((int, long)[])[(1, 0), (7, 12_345), (600, 1_000_000), (1500, 77)])
        {
            var start = model.Step(new() { Decodes = sequences, DecodeContext = 0 }).Duration;
            var perToken = model.Step(new() { Decodes = sequences, DecodeContext = 1 }).Duration - start;
            Assert.Equal(start + (perToken * context), model.Step(new() { Decodes = sequences, DecodeContext = context }).Duration);
        }
    }
}
