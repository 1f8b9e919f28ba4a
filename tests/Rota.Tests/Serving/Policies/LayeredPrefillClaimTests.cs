using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Xunit;

namespace Rota.Tests.Serving.Policies;

/// <summary>The paper's effect on a small scale; the study <c>layered-prefill</c> has the figures.</summary>
public sealed class LayeredPrefillClaimTests
{
    private static readonly ILatencyModel TwoH100 = new LayeredPrefillLatency(ModelShapes.Find("qwen3-30b-a3b"));

    [Fact]
    public void Layers_read_a_third_fewer_experts_than_chunks_of_512_and_first_tokens_come_twice_as_early()
    {
        var (chunked, layered) = (Run("sarathi"), Run("layered-prefill"));
        Assert.InRange(layered.ExpertBytes / chunked.ExpertBytes, 0.55, 0.70);
        Assert.InRange(layered.Requests.Average(r => r.Ttft) / chunked.Requests.Average(r => r.Ttft), 0, 0.5);
        Assert.True(layered.Gaps().Quantile(0.99) < chunked.Gaps().Quantile(0.99));
        // In steps that mix, chunks pass all layers and layers a sixteenth.
        Assert.True(layered.MixedExpertBytes < chunked.MixedExpertBytes / 8);
    }

    [Fact]
    public void A_stream_of_layers_keeps_its_target_and_is_earlier_than_groups()
    {
        var layered = Run("layered-prefill");
        var target = SimTime.ToSeconds(layered.Gaps().Quantile(0.99));
        var stream = Run(new ServingPolicy("stream") { Prefill = new LayerStream { TargetSeconds = target }, Batching = new LayerStreamBatching() });
        Assert.True(stream.Requests.Average(r => r.Ttft) < layered.Requests.Average(r => r.Ttft));
        Assert.InRange(SimTime.ToSeconds(stream.Gaps().Quantile(0.99)), 0, 1.01 * target);
    }

    private static RunResult Run(string policy) => Run(ServingPolicies.Find(policy));

    private static RunResult Run(ServingPolicy policy)
    {
        var random = new RandomStream(7);
        var time = 0.0;
        var requests = Enumerable.Range(0, 80).Select(_ => (time += random.NextExponential(1 / 1.3), random.Next(2000, 15_000), random.Next(50, 400)));
        return Rehearsal.Run(Rehearsal.Requests([.. requests]), policy, TwoH100, kvTokens: 800_000);
    }
}
