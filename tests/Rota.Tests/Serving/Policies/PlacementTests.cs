using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Tests.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

/// <summary>Where requests are sent.</summary>
public sealed class PlacementTests
{
    private static int[] Places(PlacementChoice placement, int instances, params (double Arrival, int Prompt)[] requests) =>
        [.. Run(placement, instances, requests).Requests.Select(request => request.Instance)];

    private static RunResult Run(PlacementChoice placement, int instances, params (double Arrival, int Prompt)[] requests) => Fleets.Run(
        Workload.Of(new("test", [.. requests.Select(r => new TraceRequest { ArrivalSeconds = r.Arrival, Prompt = r.Prompt, Output = 1, TtftTarget = 0.4 })])),
        Fleets.Equal(instances, placement));

    [Fact]
    public void Least_outstanding_counts_tokens_or_requests()
    {
        (double, int)[] requests = [(0, 1000), (0, 10), (0, 10), (0, 10)];
        Assert.Equal([0, 1, 1, 1], Places(new LeastOutstanding(), 2, requests));
        Assert.Equal([0, 1, 0, 1], Places(new LeastOutstanding { ByTokens = false }, 2, requests));
    }

    [Fact]
    public void What_is_done_counts_no_more() => Assert.Equal([0, 0], Places(new LeastOutstanding(), 2, (0, 1000), (5, 10)));

    [Fact]
    public void Power_of_two_never_takes_the_fuller_of_its_two()
    {
        var places = Places(new PowerOfTwoChoices(), 2, [.. Enumerable.Repeat((0.0, 100), 40)]);
        Assert.Equal(20, places.Count(place => place == 0));
    }

    [Fact]
    public void Prefix_affinity_follows_the_cache_until_load_is_uneven()
    {
        ServingTrace Trace(double gap) => new("shared",
        [
            new TraceRequest { Prompt = 64, Output = 1 },
            .. Enumerable.Range(0, 20).Select(i => new TraceRequest { ArrivalSeconds = 1 + (i * gap), Prompt = 320, Output = 1, Blocks = [.. Enumerable.Range(0, 20).Select(b => (long)b)] }),
        ]);
        var apart = Fleets.Run(Workload.Of(Trace(1)), Fleets.Equal(3, new PrefixAffinity()));
        Assert.Single(apart.Requests.Skip(1).Select(request => request.Instance).Distinct());
        var crowd = Fleets.Run(Workload.Of(Trace(1e-6)), Fleets.Equal(3, new PrefixAffinity { BalanceAbsolute = 2 }));
        Assert.Equal(3, crowd.Requests.Skip(1).Select(request => request.Instance).Distinct().Count());
    }

    [Fact]
    public void Turns_of_a_session_stay_on_one_instance()
    {
        var workload = Fleets.Mixed(3, 60);
        var result = Fleets.Run(workload, Fleets.Equal(3, new SessionAffinity()));
        foreach (var turns in workload.Trace.Requests.Index().Where(r => r.Item.Program.Length > 0).GroupBy(r => r.Item.Program))
            Assert.Single(turns.Select(turn => result[turn.Index].Instance).Distinct());
    }

    [Fact]
    public void Length_pools_keep_short_and_long_apart()
    {
        var places = Places(new LengthSplitPools { Rule = PoolRule.Static }, 4, (0, 256), (0, 257), (0, 10), (0, 1000));
        Assert.Equal([true, false, true, false], places.Select(place => place < 2));
    }

    [Theory]
    [InlineData(5, 2, 1)]
    [InlineData(4, 2, 0)]
    [InlineData(3, 0, 1)]
    [InlineData(2, 0, 0)]
    [InlineData(1, 3, -1)]
    public void Pending_requests_move_an_instance_when_one_class_has_more_than_twice(int pendingShort, int pendingLong, int direction) =>
        Assert.Equal(direction, PoolBalance.ByPending(pendingShort, pendingLong, 2));

    [Theory]
    [InlineData(3.1, 2, 1)]
    [InlineData(3, 2, 0)]
    [InlineData(1, 4, -1)]
    [InlineData(-0.1, -0.9, 0)]
    public void Pressure_moves_an_instance_when_it_is_half_again_and_never_between_idle_pools(double few, double many, int direction) =>
        Assert.Equal(direction, PoolBalance.ByPressure(few, many, 0.5, 1));

    [Fact]
    public void A_burst_of_long_prompts_takes_instances_one_by_one_behind_the_cool_down()
    {
        (double, int)[] burst = [.. Enumerable.Range(0, 900).Select(i => (i * 0.01, i % 30 == 0 ? 20 : 4000))];
        var moves = Run(new LengthSplitPools { Rule = PoolRule.Pressure }, 6, burst).Measures.Where(m => m.Instance == -1).ToArray();
        Assert.Equal(["moved-to-long", "moved-to-long"], moves.Select(move => move.Name));
        Assert.True(moves[1].At - moves[0].At >= 5);
    }

    [Fact]
    public void Each_pool_keeps_an_instance()
    {
        var moves = Run(new LengthSplitPools { Rule = PoolRule.PendingRatio, PeriodSeconds = 0.1 }, 4, [.. Enumerable.Range(0, 400).Select(i => (i * 0.01, 4000))]).Measures;
        Assert.Single(moves, move => move.Name == "moved-to-long");
    }

    [Fact]
    public void An_instance_that_captures_its_graphs_takes_no_short_prompts_meanwhile()
    {
        (double, int)[] requests = [(0, 4000), .. Enumerable.Range(0, 1500).Select(i => (0.001 + (i * 0.004), 250))];
        LengthSplitPools pools = new() { Rule = PoolRule.PendingRatio, PeriodSeconds = 0.5, Ratio = 1.5 };
        int OnMoved(LengthSplitPools choice)
        {
            var result = Run(choice, 4, requests);
            var moved = result.Measures.First(m => m.Name == "moved-to-short");
            return result.Requests.Count(r => r.Instance == (int)moved.Value && r.Prompt == 250 && r.Arrival < moved.At + 1);
        }
        Assert.True(OnMoved(pools) > 0);
        Assert.Equal(0, OnMoved(pools with { CaptureSeconds = 1 }));
    }

    [Fact]
    public void A_fleet_of_one_has_nothing_to_split() => Assert.Equal([0, 0], Places(new LengthSplitPools(), 1, (0, 10), (0, 1000)));

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var fault = Assert.Throws<RotaException>(() => new LengthSplitPools { Ratio = 1, PeriodSeconds = 0 }.Create(new(1)));
        Assert.Equal("length pools: period 0 s, expected more than 0; ratio 1, expected more than 1", fault.Message);
    }
}
