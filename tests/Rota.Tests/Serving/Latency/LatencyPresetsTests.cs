using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class LatencyPresetsTests
{
    [Fact]
    public void Every_preset_prices_steps_and_more_context_costs_no_less()
    {
        Assert.Equal(LatencyPresets.All.Length, LatencyPresets.All.Select(p => p.Name).Distinct().Count());
        Assert.All(LatencyPresets.All, preset =>
        {
            var model = preset.Model();
            var prefill = model.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = new PrefillChunk[] { new(512, 0) } });
            Assert.InRange(prefill.Duration, SimTime.Millisecond, SimTime.Second);
            Assert.True(prefill is { WeightBytes: > 0, Flops: > 0, KvBytes: > 0 } && model.Energy(prefill) > 0);
            Assert.True(model.Step(new() { Decodes = 16, DecodeContext = 9999 }).Duration >= model.Step(new() { Decodes = 16, DecodeContext = 16 }).Duration);
        });
    }

    [Fact]
    public void An_unknown_preset_gets_the_nearest() =>
        Assert.EndsWith("did you mean 'fastswitch-a10'?", Assert.Throws<RotaException>(() => LatencyPresets.Find("fastswich-a10")).Message);

    // past-future section 6: 20 clients on o1 get about 750 prompt and output tokens a second at a mean context of 1,893 while decoding.
    [Fact]
    public void The_past_future_engine_decodes_twenty_o1_answers_at_the_published_rate()
    {
        var model = LatencyPresets.Find("past-future-7b").Model();
        var step = SimTime.ToSeconds(model.Step(new() { Decodes = 20, DecodeContext = 20 * 1893 }).Duration);
        Assert.Equal(750, 20 / step * (381 + 2160) / 2160, 750 * 0.05);
    }
}
