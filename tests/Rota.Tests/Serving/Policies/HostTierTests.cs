using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class HostTierTests
{
    private static readonly RooflineLatency A100 = new(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"));
    private static readonly PaperProgramOptions Programs = new() { Programs = 10, Rate = 0.1, Seed = 6 };

    [Fact]
    public void What_the_host_has_is_copied_instead_of_computed()
    {
        var (plain, offloading) = (Run(null), Run(new HostTier()));
        Assert.True(offloading.RestoredTokens > 100_000, $"{offloading.RestoredTokens} tokens restored");
        Assert.True(offloading.PrefillTokens < plain.PrefillTokens * 0.8, $"{offloading.PrefillTokens} of {plain.PrefillTokens}");
        Assert.True(Jct(offloading) < Jct(plain));
        Assert.Equal(0, plain.RestoredTokens);
    }

    [Fact]
    public void A_step_waits_for_copies_only_where_it_is_told_to()
    {
        var (beside, waiting) = (Run(new HostTier { GigabytesPerSecond = 4 }), Run(new HostTier { GigabytesPerSecond = 4, Waits = true }));
        Assert.Equal(0, beside.StallSeconds);
        Assert.True(waiting.StallSeconds > 1, $"{waiting.StallSeconds} s");
    }

    [Fact]
    public void A_tier_that_holds_next_to_nothing_saves_next_to_nothing()
    {
        var (plain, tiny) = (Run(null), Run(new HostTier { Gigabytes = 0.1 }));
        Assert.True(tiny.PrefillTokens > plain.PrefillTokens * 0.9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Jumping_over_equal_steps_changes_nothing(bool waits)
    {
        var tier = new HostTier { Waits = waits, Gigabytes = 20 };
        Assert.Equal(Run(tier, jumps: false).Requests, Run(tier).Requests);
    }

    [Fact]
    public void Batching_that_copies_nothing_back_refuses_a_tier()
    {
        var policy = new ServingPolicy("x") { Batching = new FixedBatching(), Prefill = new WholePrompts(), Host = new HostTier() };
        Assert.Contains("host tier", Assert.Throws<RotaException>(policy.Validated).Message, StringComparison.Ordinal);
        Assert.Contains("0 GB", Assert.Throws<RotaException>((policy with { Batching = new MixedBatching(), Host = new HostTier { Gigabytes = 0 } }).Validated).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rebuilding_from_the_host_takes_bytes_over_bandwidth()
    {
        var context = new PolicyContext(new() { KvBlocks = 1000 }, A100, new(1)) { Host = new HostTier { GigabytesPerSecond = 24 } };
        Assert.Equal(10_000 * 131_072 / 24e9, RebuildTime.Of(context).Seconds(10_000), 6);
    }

    private static double Jct(RunResult result) => RunSummary.Of(result).JobCompletion.Mean;

    private static RunResult Run(HostTier? tier, bool jumps = true) => ServingRun.Of(
        Workload.Of(PaperPrograms.Create(Programs)),
        Fleet.Of(new InstanceSpec(new() { KvBlocks = 10_000, MaxModelLength = 131_072 }, A100, ServingPolicies.Find("program-fcfs") with { Host = tier })),
        new() { CheckEveryStep = jumps, Jumps = jumps });
}
