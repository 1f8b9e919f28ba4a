using CsCheck;
using Rota.Serving;
using Rota.Serving.Checker;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class PreemptiveJobsTests
{
    private static readonly EngineLimits Limits = new() { KvBlocks = 1000, MaxSequences = 64, PrefixCaching = false };

    private static readonly ServingPolicy Edf = new("test")
    {
        Order = new EarliestDeadlineFirst(),
        Prefill = new OperatorSegments(),
        Batching = new PreemptiveJobs { ControlMilliseconds = 0, BatchTokens = 0 },
    };

    [Fact]
    public void A_stopped_prompt_goes_on_where_it_stopped()
    {
        // 1000 tokens in 20 segments of 50 ms; at 0.12 s the third runs, which ends at 0.15 s.
        var run = Run(Edf, [Request(0, 1000, 5), Request(0.12, 100, 0.5)]);
        Assert.Equal(0.25, run[1].FirstToken, 9);
        Assert.Equal(1.1, run[0].FirstToken, 9);
        Assert.Equal([(0, 0.15, 1000, 0, 3), (0.15, 0.25, 100, 0, 0), (0.25, 1.1, 0, 3, 0)], Steps(run));
        Assert.Equal((1L, 0.03), (run.Interruptions, run.StopDelays().Sum / SimTime.Second));
        Assert.Equal((1.1, 1100L, 0L), (run.BusySeconds, run.PrefillTokens, run.Preemptions));
    }

    [Theory]
    [InlineData(PreemptionPoint.Operator, 0.15)]
    [InlineData(PreemptionPoint.Layer, 0.2)]
    [InlineData(PreemptionPoint.Chunk, 0.5)]
    [InlineData(PreemptionPoint.Prompt, 1.0)]
    public void The_other_prompt_starts_at_the_next_boundary_of_its_kind(PreemptionPoint point, double start)
    {
        var policy = Edf with { Prefill = new OperatorSegments { Point = point, ChunkTokens = point == PreemptionPoint.Prompt ? 4096 : 500 } };
        // Chunks of 500 tokens have segments of 25 ms: the first boundary behind 0.13 s is 0.15 s, behind a whole layer 0.15 s as well.
        var run = Run(policy, [Request(0, 1000, 5), Request(point == PreemptionPoint.Layer ? 0.16 : 0.13, 100, 0.5)]);
        Assert.Equal(start + 0.1, run[1].FirstToken, 9);
        Assert.Equal(point == PreemptionPoint.Prompt ? 1.0 : 1.1, run[0].FirstToken, 9);
    }

    [Fact]
    public void A_prompt_that_arrives_at_a_boundary_starts_there()
    {
        var run = Run(Edf, [Request(0, 1000, 5), Request(0.15, 100, 0.5), Request(0.25, 100, 0.5)]);
        Assert.Equal([1.2, 0.25, 0.35], run.Requests.Select(r => Math.Round(r.FirstToken, 9)));
        Assert.Equal((1L, 0.0), (run.Interruptions, run.StopDelays().Sum));
    }

    [Fact]
    public void Operators_cut_the_halves_of_a_layer_into_three_and_two()
    {
        // A layer of 100 ms ends segments at 16.7, 33.3, 50, 83.3 and 100 ms.
        var policy = Edf with { Prefill = new OperatorSegments { Point = PreemptionPoint.FineOperator } };
        var run = Run(policy, [Request(0, 1000, 5), Request(0.11, 100, 0.5), Request(0.26, 40, 0.2)]);
        Assert.Equal(0.1 + (0.1 / 6) + 0.1, run[1].FirstToken, 6);
        // The long prompt goes on at 216.7 ms with 116.7 ms done; at 260 ms it has done 160 ms, and its segment ends at 183.3 ms.
        Assert.Equal(0.26 + 0.07 / 3 + 0.04, run[2].FirstToken, 6);
        Assert.Equal(1.14, run[0].FirstToken, 6);
    }

    [Fact]
    public void A_later_deadline_stops_nobody()
    {
        var run = Run(Edf, [Request(0, 1000, 5), Request(0.12, 100, 10)]);
        Assert.Equal((0L, 0L), (run.Interruptions, run.StopDelays().Count));
        Assert.Equal(1.1, run[1].FirstToken, 9);
    }

    [Fact]
    public void Rounds_follow_arrivals_and_completions_not_chunk_ends()
    {
        // Predictions are half of what prompts take: the long one, due at 0.7 s, seems to make it until its chunk's end at 0.5 s, where it is seen to be late. But
        // nobody looks there.
        var policy = Edf with { Order = new SlackAwareEdf { Predictor = new() { Bias = 0.5 } }, Prefill = new OperatorSegments { ChunkTokens = 500 } };
        var run = Run(policy, [Request(0, 1000, 0.7), Request(0.001, 100, 1.2)]);
        Assert.Equal([1.0, 1.1], run.Requests.Select(r => Math.Round(r.FirstToken, 3)));
    }

    [Theory]
    [InlineData(InfeasibleOrder.LatestDeadline, 3, 1, 2, 0)]
    [InlineData(InfeasibleOrder.EarliestDeadline, 3, 0, 2, 1)]
    [InlineData(InfeasibleOrder.FirstCome, 3, 0, 1, 2)]
    public void Those_that_cannot_make_it_come_last_in_the_order_that_is_asked_for(InfeasibleOrder infeasible, int first, int second, int third, int last)
    {
        var policy = Edf with { Order = new SlackAwareEdf { Infeasible = infeasible, Predictor = new() { ControlMilliseconds = 0 } } };
        // All behind one that runs until 0.1 s; then 0, 1 and 2 are late, 3 is not.
        var run = Run(policy, [Request(0.001, 100, 0.05), Request(0.002, 100, 0.09), Request(0.003, 100, 0.06), Request(0.004, 100, 5), Request(0, 100, 0.101)]);
        Assert.Equal([first, second, third, last], Enumerable.Range(0, 4).Select(i => i + 1).OrderBy(i => run[i].FirstToken).Select(i => i - 1));
    }

    [Fact]
    public void Aging_serves_a_late_request_before_all_others()
    {
        TraceRequest[] requests = [Request(0, 300, 0.31), Request(0.01, 100, 0.05), Request(0.02, 100, 9), Request(0.03, 100, 9)];
        var (never, aged) = (Edf with { Order = new SlackAwareEdf() }, Edf with { Order = new SlackAwareEdf { AgingSeconds = 0.1 } });
        Assert.Equal(0.6, Run(never, requests)[1].FirstToken, 6);
        Assert.Equal(0.4, Run(aged, requests)[1].FirstToken, 6);
    }

    [Fact]
    public void Short_prompts_share_a_pass_as_long_as_the_head_keeps_its_deadline()
    {
        var policy = Edf with { Batching = new PreemptiveJobs { ControlMilliseconds = 0, BatchTokens = 400, Predictor = new() { ControlMilliseconds = 0 } } };
        // Behind the first: the head of 100 tokens due 0.5 s later may wait for 400 tokens (0.4 s + a tenth of its target is within 0.5 s), so 150 and 150 join, 200 do not fit.
        TraceRequest[] requests = [Request(0, 100, 0.2), Request(0.01, 100, 0.55), Request(0.02, 150, 1), Request(0.03, 200, 2), Request(0.04, 150, 3)];
        var run = Run(policy, requests);
        Assert.Equal([0.1, 0.5, 0.5, 0.7, 0.5], run.Requests.Select(r => Math.Round(r.FirstToken, 3)));
        // With less time only one may join.
        requests[1] = Request(0.01, 100, 0.45);
        Assert.Equal([0.1, 0.35, 0.35, 0.7, 0.7], Run(policy, requests).Requests.Select(r => Math.Round(r.FirstToken, 3)));
    }

    [Fact]
    public void A_stopped_batch_goes_on_together()
    {
        var policy = Edf with { Batching = new PreemptiveJobs { ControlMilliseconds = 0, Predictor = new() { ControlMilliseconds = 0 } } };
        // 200 + 200 tokens from 0.1 s on in segments of 20 ms; stopped at 0.22 s for 50 ms.
        var run = Run(policy, [Request(0, 100, 0.2), Request(0.01, 200, 3), Request(0.02, 200, 4), Request(0.21, 50, 0.1)]);
        Assert.Equal([0.1, 0.55, 0.55, 0.27], run.Requests.Select(r => Math.Round(r.FirstToken, 3)));
    }

    [Fact]
    public void A_prompt_whose_blocks_are_not_free_waits_and_what_runs_goes_on()
    {
        var limits = Limits with { KvBlocks = 70 };
        // 63 blocks are taken; 10 more are not there, though the deadline is earlier.
        var run = Run(Edf, [Request(0, 1000, 5), Request(0.12, 160, 0.3)], limits);
        Assert.Equal([1.0, 1.16], run.Requests.Select(r => Math.Round(r.FirstToken, 3)));
    }

    [Fact]
    public void Runner_slots_cap_the_started_requests()
    {
        var policy = Edf with { Batching = new PreemptiveJobs { ControlMilliseconds = 0, BatchTokens = 0, Slots = 1 } };
        var run = Run(policy, [Request(0, 1000, 5), Request(0.12, 100, 0.3)]);
        Assert.Equal([1.0, 1.1], run.Requests.Select(r => Math.Round(r.FirstToken, 3)));
    }

    [Fact]
    public void On_an_instance_that_decodes_prompts_go_first()
    {
        var requests = new[] { Request(0, 100, 5) with { Output = 5 }, Request(0.115, 100, 5) };
        var run = Run(Edf, requests);
        // Decode steps end at 0.11 and 0.12 s; then the prompt, then two more.
        Assert.Equal((0.24, 0.22), (Math.Round(run[0].LastToken, 3), Math.Round(run[1].FirstToken, 3)));
    }

    [Fact]
    public void Work_is_conserved_whatever_is_stopped()
    {
        var requests = Gen.Select(Gen.Double[0, 2], Gen.Int[1, 900], Gen.Double[0.05, 3]);
        var points = OneOf(Enum.GetValues<PreemptionPoint>());
        var orders = OneOf<OrderChoice>([new SlackAwareEdf(), new EarliestDeadlineFirst(), new ShortestPrefillFirst(), new PreflowOrder(), new FirstComeFirstServed(), new FewestLate()]);
        Gen.Select(requests.Array[1, 25], points, orders, Gen.Int[100, 1000], Gen.Int[70, 400]).Sample((drawn, point, order, chunk, blocks) =>
        {
            var trace = drawn.OrderBy(r => r.Item1).Select(r => Request(r.Item1, r.Item2, r.Item3)).ToArray();
            var policy = Edf with { Order = order, Prefill = new OperatorSegments { Point = point, ChunkTokens = chunk } };
            var run = Run(policy, trace, Limits with { KvBlocks = blocks });
            var tokens = trace.Sum(r => r.Prompt);
            Assert.Equal((tokens / 1000.0, tokens), (Math.Round(run.BusySeconds, 9), (int)run.PrefillTokens));
            Assert.Equal(trace.Length, run.CountOf(RequestState.Finished));
            // No two steps overlap, and none is longer than was recorded.
            Assert.Equal(run.BusySeconds, run.Steps.Sum(s => SimTime.ToSeconds(s.End - s.Start)), 9);
            for (var i = 1; i < run.Steps.Count; i++) Assert.True(run.Steps[i].Start >= run.Steps[i - 1].End);
            if (point == PreemptionPoint.Prompt && chunk >= 900) Assert.Equal(0, run.Interruptions);
            Assert.Empty(ServingChecker.Instance.Check(run.Workload, run).Violations);
        }, iter: 300);
    }

    [Fact]
    public void All_policies_of_the_paper_serve_every_request_and_lose_no_block()
    {
        var draw = Gen.Select(Gen.Double[0, 3], Gen.Int[1, 3000], Gen.Double[0.1, 3], Gen.Int[1, 6]).Array[1, 30];
        Gen.Select(draw, OneOf(FlowPrefillPolicies.All)).Sample((drawn, policy) =>
        {
            var trace = drawn.OrderBy(r => r.Item1).Select(r => Request(r.Item1, r.Item2, r.Item3) with { Output = r.Item4 }).ToArray();
            var (run, again) = (Run(policy, trace, Limits with { KvBlocks = 250 }), Run(policy, trace, Limits with { KvBlocks = 250 }));
            Assert.Equal(trace.Length, run.CountOf(RequestState.Finished));
            Assert.Equal(run.Requests, again.Requests);
        }, iter: 200);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Assert.Equal("policy test: preemptive jobs need prompts that can be stopped, not chunks", Refused(Edf with { Prefill = new TokenChunks() }));
        Assert.Equal("policy test: mixed batching cuts prompts into tokens, not as operators", Refused(Edf with { Batching = new MixedBatching() }));
        Assert.Equal("policy test: 0 runner slots, expected at least 1", Refused(Edf with { Batching = new PreemptiveJobs { Slots = 0 } }));
    }

    private static Gen<T> OneOf<T>(IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(i => values[i]);

    private static string Refused(ServingPolicy policy) => Assert.Throws<RotaException>(policy.Validated).Message;

    private static TraceRequest Request(double arrival, int prompt, double target) => new() { ArrivalSeconds = arrival, Prompt = prompt, Output = 1, TtftTarget = target };

    private static (double Start, double End, int Tokens, int From, int To)[] Steps(RunResult run) =>
        [.. run.Steps.Select(s => (Math.Round(SimTime.ToSeconds(s.Start), 9), Math.Round(SimTime.ToSeconds(s.End), 9), s.PrefillTokens, s.SegmentFrom, s.SegmentTo))];

    private static RunResult Run(ServingPolicy policy, TraceRequest[] requests, EngineLimits? limits = null)
    {
        var sorted = requests.Index().OrderBy(r => r.Item.ArrivalSeconds).Select(r => r.Item).ToArray();
        var options = new RunOptions { KeepSteps = true, KeepLog = true, CheckEveryStep = true };
        return ServingRun.Of(Workload.Of(new ServingTrace("test", [.. sorted])), Fleet.Of(new InstanceSpec(limits ?? Limits, new LineLatency(), policy)), options);
    }
}
