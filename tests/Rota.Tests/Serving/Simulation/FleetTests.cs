using CsCheck;
using Rota.Serving;
using Rota.Serving.Checker;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Simulation;

/// <summary>Several instances behind a router, prefill and decode apart.</summary>
public sealed class FleetTests
{
    private static readonly PlacementChoice[] Placements =
    [
        new RoundRobin(), new RandomPlacement(), new LeastOutstanding(), new LeastOutstanding { ByTokens = false }, new PowerOfTwoChoices(), new PrefixAffinity(), new SessionAffinity(),
        new LengthSplitPools(), LengthSplitPools.Code, new LengthSplitPools { Rule = PoolRule.Static },
    ];

    [Fact]
    public void Steps_made_many_at_once_give_the_same_run_on_any_fleet() =>
        Gen.Select(Gen.ULong, Gen.Int[0, Placements.Length - 1], Gen.Int[1, 4], Gen.Bool, Gen.Bool).Sample(
            (seed, placement, count, apart, closed) =>
            {
                var workload = Fleets.Mixed(seed, 40, loop: closed ? new ClosedLoop(6) : null);
                var fleet = apart ? Fleets.Disaggregated(count, 2, Placements[placement], 200) : Fleets.Equal(count, Placements[placement], blocks: 200);
                return Fleets.Print(Fleets.Run(workload, fleet, jumps: true)) == Fleets.Print(Fleets.Run(workload, fleet, jumps: false));
            },
            iter: 60);

    [Fact]
    public void Ranks_that_step_together_wait_for_the_slowest()
    {
        var (quick, slow) = (new TraceRequest { Prompt = 10, Output = 3 }, new TraceRequest { Prompt = 500, Output = 1 });
        RequestResult Alone(TraceRequest request) => Fleets.Run(Workload.Of(new("one", [request])), Fleets.Equal(1, new RoundRobin()))[0];
        var both = Fleets.Run(Workload.Of(new("two", [quick, slow])), Fleets.Equal(2, new RoundRobin()) with { Lockstep = true });
        Assert.True(Alone(quick).Ttft < Alone(slow).Ttft);
        Assert.Equal(Alone(slow).Ttft, both[0].Ttft, 12);
        Assert.Equal(Alone(slow).Ttft, both[1].Ttft, 12);
        // The other has nothing left to do: nobody waits any more.
        Assert.Equal(Alone(slow).Ttft + Alone(quick).LastToken - Alone(quick).FirstToken, both[0].LastToken, 9);
    }

    [Fact]
    public void Steps_together_lose_nothing_and_do_not_depend_on_how_many_are_made_at_once() =>
        Gen.Select(Gen.ULong, Gen.Int[0, Placements.Length - 1], Gen.Int[1, 4]).Sample(
            (seed, placement, count) =>
            {
                var workload = Fleets.Mixed(seed, 30);
                var fleet = Fleets.Equal(count, Placements[placement], blocks: 200) with { Lockstep = true };
                var result = ServingRun.Of(workload, fleet, new RunOptions { KeepLog = true, CheckEveryStep = true });
                Assert.True(ServingChecker.Instance.Check(workload, result).Accepted);
                Assert.All(result.Requests, request => Assert.Equal(RequestState.Finished, request.State));
                Assert.Equal(Fleets.Print(Fleets.Run(workload, fleet, jumps: false)), Fleets.Print(Fleets.Run(workload, fleet, jumps: true)));
                if (count == 1) Assert.Equal(Fleets.Print(Fleets.Run(workload, fleet with { Lockstep = false })), Fleets.Print(Fleets.Run(workload, fleet)));
            },
            iter: 60);

    [Fact]
    public void Every_request_ends_and_makes_all_its_tokens_wherever_it_is_sent()
    {
        foreach (var placement in Placements)
        {
            var workload = Fleets.Mixed(5, 80);
            var result = Fleets.Run(workload, Fleets.Equal(4, placement));
            Assert.Null(result.UnfinishedReason);
            Assert.All(result.Requests, request => Assert.Equal(RequestState.Finished, request.State));
            Assert.Equal(workload.Trace.Requests.Sum(r => (long)r.Output), result.Requests.Sum(r => (long)r.Output));
        }
    }

    [Fact]
    public void A_hand_over_delays_the_second_token_by_the_transfer_and_not_the_first()
    {
        var workload = Workload.Of(new("one", [new TraceRequest { Prompt = 400, Output = 3 }]));
        var fleet = Fleets.Disaggregated(1, 1) with { KvLinkBytesPerSecond = 1e9, KvLinkLatencySeconds = 0.002 };
        var (apart, together) = (Fleets.Run(workload, fleet)[0], Fleets.Run(workload, Fleets.Equal(1, new RoundRobin()))[0]);
        var transfer = (Fleets.Llama.KvBytesPerToken * 400 / 1e9) + 0.002;
        Assert.Equal(together.Ttft, apart.Ttft, 12);
        // The first step on the other side takes the KV in; it ends a picosecond later.
        Assert.Equal(together.LastToken + transfer, apart.LastToken, 9);
        Assert.Equal(together.MaxGap + transfer, apart.MaxGap, 4);
        Assert.Equal((0, 1), (together.Instance, apart.Instance));
    }

    [Fact]
    public void What_a_decode_instance_preempts_it_computes_again_itself()
    {
        // 8 blocks hold both prompts, not both answers.
        var workload = Workload.Of(new("two", [new TraceRequest { Prompt = 48, Output = 60 }, new TraceRequest { Prompt = 48, Output = 60 }]));
        var result = Fleets.Run(workload, Fleets.Disaggregated(1, 1, decodeBlocks: 10));
        Assert.True(result.Preemptions > 0);
        Assert.All(result.Requests, request => Assert.Equal((60, 1), (request.Output, request.Instance)));
        var recomputed = result.Requests.Single(request => request.Preemptions > 0);
        Assert.True(recomputed.PrefilledTokens > 48 * (1 + recomputed.Preemptions));
        // Computed again is what was computed, and the token sampled last that had not been.
        Assert.Equal(result.RecomputedTokens + result.Preemptions, result.Requests.Sum(request => request.PrefilledTokens - 48));
    }

    [Fact]
    public void A_request_that_no_decode_instance_could_hold_is_refused_at_the_door()
    {
        var workload = Workload.Of(new("long", [new TraceRequest { Prompt = 48, Output = 200 }, new TraceRequest { Prompt = 48, Output = 4 }]));
        var result = Fleets.Run(workload, Fleets.Disaggregated(1, 1, decodeBlocks: 10));
        Assert.Equal([RequestState.Refused, RequestState.Finished], result.Requests.Select(request => request.State));
    }

    [Fact]
    public void Prefill_instances_keep_the_prompts_in_their_cache_for_the_next_turn()
    {
        var trace = new ServingTrace("turns",
        [
            new TraceRequest { Prompt = 320, Output = 2, Program = "p" },
            new TraceRequest { Prompt = 400, Output = 2, Program = "p" },
        ]);
        Assert.Equal(320, Fleets.Run(Workload.Of(trace), Fleets.Disaggregated(1, 1))[1].HitTokens);
    }

    [Fact]
    public void Round_robin_takes_prefill_and_decode_instances_each_in_turn()
    {
        var workload = Workload.Of(new("four", [.. Enumerable.Range(0, 4).Select(i => new TraceRequest { ArrivalSeconds = i, Prompt = 20, Output = 2 })]));
        Assert.Equal([2, 3, 2, 3], Fleets.Run(workload, Fleets.Disaggregated(2, 2)).Requests.Select(request => request.Instance));
    }
}
