using CsCheck;
using Rota.Serving;
using Rota.Serving.Engine;
using Xunit;

namespace Rota.Tests.Serving.Engine;

/// <summary>The core that owns requests, blocks and steps.</summary>
public sealed class CoreTests
{
    [Fact]
    public void One_request_alone_takes_its_chunks_and_then_a_step_a_token()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((1.0, 1000, 3)));
        var request = result[0];
        long first = Rehearsal.Llama.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = [new(512, 0)] }).Duration
            + Rehearsal.Llama.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = [new(488, 512)] }).Duration;
        long second = Rehearsal.Llama.Step(new() { Decodes = 1, DecodeContext = 1001 }).Duration;
        long third = Rehearsal.Llama.Step(new() { Decodes = 1, DecodeContext = 1002 }).Duration;
        Assert.Equal(1.0 + SimTime.ToSeconds(first), request.FirstToken, 12);
        Assert.Equal(1.0 + SimTime.ToSeconds(first + second + third), request.LastToken, 12);
        Assert.Equal(SimTime.ToSeconds(Math.Max(second, third)), request.MaxGap, 12);
        Assert.Equal(4, result.StepCount);
        Assert.Equal(RequestState.Finished, request.State);
    }

    [Fact]
    public void Requests_that_come_in_a_step_wait_for_its_end()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 500, 2), (0.001, 100, 2)));
        var step = SimTime.ToSeconds(Rehearsal.Llama.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = [new(500, 0)] }).Duration);
        Assert.Equal(step, result[1].Scheduled, 12);
        Assert.Equal(step - 0.001, result[1].WaitSeconds, 12);
    }

    [Fact]
    public void The_newest_makes_room_and_recomputes_when_blocks_run_out()
    {
        // 10 blocks: both prompts take 4, each grows beyond 5.
        var result = Rehearsal.Run(Rehearsal.Requests((0, 64, 40), (0, 64, 40)), limits: Rehearsal.Limits(blocks: 10));
        Assert.Equal(0, result[0].Preemptions);
        Assert.True(result[1].Preemptions > 0);
        Assert.True(result[0].LastToken < result[1].LastToken);
        Assert.All(result.Requests, request => Assert.Equal(40, request.Output));
    }

    [Fact]
    public void A_request_that_could_never_run_is_refused_and_the_others_run()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 2000, 1), (0, 100, 2)), limits: Rehearsal.Limits(blocks: 100));
        Assert.Equal(RequestState.Refused, result[0].State);
        Assert.Equal(RequestState.Finished, result[1].State);
        Assert.Null(result.UnfinishedReason);
    }

    [Fact]
    public void A_second_turn_finds_the_blocks_of_the_first()
    {
        var trace = new ServingTrace("turns",
        [
            new() { Prompt = 160, Output = 17, Program = "p", PauseSeconds = 0.5 },
            new() { Prompt = 200, Output = 2, Program = "p" },
        ]);
        var result = Rehearsal.Run(Workload.Of(trace));
        // 160 + 17 tokens, the last of them never computed: 176, eleven full blocks.
        Assert.Equal(176, result[1].HitTokens);
        Assert.Equal(result[0].LastToken + 0.5, result[1].Arrival, 12);
    }

    [Fact]
    public void After_a_compaction_only_the_kept_start_is_found()
    {
        var trace = new ServingTrace("turns",
        [
            new() { Prompt = 160, Output = 17, Program = "p" },
            new() { Prompt = 100, Output = 20, Program = "p", SharedWithPrevious = 40 },
            new() { Prompt = 140, Output = 2, Program = "p" },
        ]);
        var result = Rehearsal.Run(Workload.Of(trace));
        Assert.Equal(32, result[1].HitTokens);
        Assert.Equal(112, result[2].HitTokens);
    }

    [Fact]
    public void Jumps_change_nothing() => Gen.ULong.Select(Gen.Int[20, 200], Gen.Int[50, 400]).Sample(CheckJumps, iter: 60);

    /// <summary>A waiting request shares blocks that others fill, or lose, while it waits.</summary>
    [Fact]
    public void Jumps_stop_where_the_cache_changes_for_those_who_wait()
    {
        CheckJumps(10894899, 100, 207);
        CheckJumps(6829988032275, 104, 63);
    }

    [Fact]
    public void Every_token_is_made_once_and_blocks_are_conserved() => Gen.ULong.Select(Gen.Int[60, 300], Gen.Int[1, 3]).Sample(
        (seed, blocks, instances) =>
        {
            var trace = Rehearsal.Random(seed, 40, 0.05);
            var result = Rehearsal.Run(Workload.Of(trace), limits: Rehearsal.Limits(blocks, sequences: 8, budget: 200), instances: instances);
            Assert.Null(result.UnfinishedReason);
            foreach (var request in result.Requests.Where(r => r.State == RequestState.Finished))
            {
                Assert.Equal(trace.Requests[request.Request].Output, request.Output);
                Assert.True(request.Arrival <= request.Scheduled && request.Scheduled < request.FirstToken && request.FirstToken <= request.LastToken);
                Assert.True(request.MaxGap * (request.Output - 1) >= request.LastToken - request.FirstToken - 1e-9);
                Assert.True(request.HitTokens + request.PrefilledTokens >= request.Prompt);
            }
            // One gap between every two tokens of a request, and together they span its answer.
            var answers = result.Requests.Where(r => r.State == RequestState.Finished).ToArray();
            Assert.Equal(answers.Sum(r => r.Output - 1L), result.Gaps().Count);
            Assert.Equal(answers.Sum(r => r.LastToken - r.FirstToken), result.Gaps().Sum / SimTime.Second, 1e-6);
        },
        iter: 60);

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var workload = Workload.Of(Rehearsal.Random(7, 80, 0.03));
        Assert.Equal(Rehearsal.Run(workload).Requests, Rehearsal.Run(workload).Requests);
    }

    [Fact]
    public void A_closed_loop_keeps_its_clients_busy_and_no_more()
    {
        var trace = new ServingTrace("loop", [.. Enumerable.Range(0, 30).Select(i => new TraceRequest { Prompt = 50, Output = 10 + i })]);
        var result = Rehearsal.Run(Workload.Of(trace, new ClosedLoop(4, ThinkSeconds: 0.1)), options: new RunOptions { KeepSteps = true });
        Assert.Equal(30, result.CountOf(RequestState.Finished));
        Assert.True(result.Steps.Max(step => step.Decodes + step.PrefillRequests) <= 4);
    }

    private static void CheckJumps(ulong seed, int gap, int blocks)
    {
        var workload = Workload.Of(Rehearsal.Random(seed, 40, gap / 1000.0));
        var limits = Rehearsal.Limits(blocks, sequences: 12, budget: 256);
        var with = Rehearsal.Run(workload, limits: limits);
        var without = Rehearsal.Run(workload, limits: limits, options: new RunOptions { Jumps = false });
        Assert.Equal(without.Requests, with.Requests);
        Assert.Equal(without.StepCount, with.StepCount);
        Assert.Equal(without.MeanKvUse, with.MeanKvUse);
        Assert.Equal(without.HitTokens, with.HitTokens);
        Assert.Equal(without.Joules, with.Joules);
        foreach (var q in new[] { 0.1, 0.5, 0.9, 0.99, 1 }) Assert.Equal(without.Gaps().Quantile(q), with.Gaps().Quantile(q));
    }
}
