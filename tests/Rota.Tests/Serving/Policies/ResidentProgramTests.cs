using CsCheck;
using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class ResidentProgramTests
{
    private static readonly RooflineLatency A100 = new(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"));
    private static readonly EngineLimits Limits = new() { KvBlocks = 25_000, MaxModelLength = 131_072 };

    [Fact]
    public void The_value_of_holding_is_the_best_over_all_times_behind_the_wait() =>
        Gen.Select(Gen.Double[0.01, 200].Array[31, 60], Gen.Int[1_000, 120_000], Gen.Double[0, 100]).Sample((times, tokens, waited) =>
        {
            var holds = Holds();
            foreach (var time in times) holds.Tools.Add(0, time);
            var left = times.Where(t => t > waited).Select(t => t - waited).Order().ToArray();
            var benefit = 3 * RebuildTime.ByPrefill(new(Limits, A100, new RandomStream(1))).Seconds(tokens) * Limits.KvTokens / tokens;
            var best = left.Select(tau => (left.Count(t => t <= tau) / (double)left.Length * benefit) - left.Average(t => Math.Min(t, tau))).Append(0).Max();
            Assert.Equal(best, holds.Best(0, tokens, waited).Value, 6);
        }, iter: 40);

    [Fact]
    public void A_tool_that_should_be_back_by_now_is_worth_no_hold()
    {
        var holds = Holds();
        for (var i = 0; i < 50; i++) holds.Tools.Add(0, 1 + (i * 0.01));
        holds.Tools.Add(0, 4000);
        Assert.InRange(holds.Best(0, 40_000, 0).Seconds, 1, 1.5);
        Assert.True(holds.Best(0, 40_000, 0.5).Value > 10);
        Assert.Equal((0, 0), holds.Best(0, 40_000, 2));
    }

    [Fact]
    public void With_whole_contexts_nothing_is_pushed_out_half_computed()
    {
        var trace = PaperPrograms.Create(new() { Programs = 20, Rate = 0.1, Seed = 7 });
        long Preemptions(AdmissionChoice admission) => ServingRun.Of(
            Workload.Of(trace), Fleet.Of(new InstanceSpec(Limits with { KvBlocks = 12_500 }, A100, ServingPolicies.Find("resident-programs") with { Admission = admission }))).Preemptions;
        Assert.True(Preemptions(new WholeContext()) * 2 < Preemptions(new BlocksAvailable()));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_reserve_is_a_share(double share) =>
        Assert.Throws<RotaException>(() => new WholeContext { ReserveShare = share }.Create(new(Limits, A100, new RandomStream(1))));

    private static RebuildValueHolds Holds() => (RebuildValueHolds)new RebuildValue().Create(new(Limits, A100, new RandomStream(1)));
}
