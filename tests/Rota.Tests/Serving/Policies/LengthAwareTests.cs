using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

/// <summary>LAPS on one instance.</summary>
public sealed class LengthAwareTests
{
    private static readonly ILatencyModel Law = LatencyPresets.Laps(ModelShapes.Find("qwen2.5-7b"), 7.0e9);

    private static readonly LengthAwareBatching NoWindow = new() { Graphs = GraphShapes.Paper, MaxWindowSeconds = 0 };

    private static RunResult Run(LengthAwareBatching batching, params (double Milliseconds, int Prompt)[] requests) => Run(batching, null, 2048, requests);

    private static RunResult Run(LengthAwareBatching batching, double? target, int chunk, params (double Milliseconds, int Prompt)[] requests)
    {
        var policy = new ServingPolicy("test") { Batching = batching, Prefill = new TokenChunks { Budget = chunk } };
        var trace = new ServingTrace("test", [.. requests.Select(r => new TraceRequest { ArrivalSeconds = r.Milliseconds / 1e3, Prompt = r.Prompt, Output = 1, TtftTarget = target })]);
        return ServingRun.Of(
            Workload.Of(trace), Fleet.Of(new InstanceSpec(new() { KvBlocks = 4000, MaxSequences = 256, TokenBudget = 8192 }, Law, policy)),
            new RunOptions { CheckEveryStep = true, KeepSteps = true });
    }

    private static double Step(int tokens, int batch = 0, int length = 0) => SimTime.ToSeconds(Law.Step(new()
    {
        Decodes = 0,
        DecodeContext = 0,
        Prefills = [new(tokens, 0)],
        GraphBatch = batch,
        GraphLength = length,
    }).Duration);

    [Fact]
    public void The_smallest_graph_that_covers_a_batch_is_taken()
    {
        Assert.True(GraphShapes.Paper.TryCover(3, 17, out var batch, out var length));
        Assert.Equal((4, 32), (batch, length));
        Assert.False(GraphShapes.Code.TryCover(9, 16, out _, out _));
        Assert.False(GraphShapes.Code.TryCover(1, 257, out _, out _));
        Assert.Equal(42, GraphShapes.Paper.Count);
    }

    [Theory]
    [InlineData(new int[0], new[] { 1 }, "graph lengths are empty, expected at least one")]
    [InlineData(new[] { 8, 8 }, new[] { 1 }, "graph lengths 8, 8 do not increase")]
    [InlineData(new[] { 8 }, new[] { 0 }, "graph batch sizes begin with 0, expected at least 1")]
    public void Grids_that_are_empty_or_unsorted_are_refused(int[] lengths, int[] batches, string fault) =>
        Assert.Equal(fault, Assert.Throws<RotaException>(() => new GraphShapes([.. lengths], [.. batches]).Checked()).Message);

    [Fact]
    public void A_short_prompt_runs_from_a_graph_at_the_price_of_its_padding() =>
        Assert.Equal(Step(20, 1, 32), Run(NoWindow, (0, 20))[0].Ttft, 9);

    [Fact]
    public void Ordinary_kernels_run_where_padding_costs_more_than_launching()
    {
        // 33 prompts of 200 tokens pad to 64 of 256: 16384 tokens for 6600.
        (double, int)[] crowd = [.. Enumerable.Repeat((0.0, 200), 33)];
        Assert.Equal(0, Run(NoWindow, null, 16384, crowd).Measures.Single(m => m.Name == "graph-steps").Value);
        Assert.Equal(1, Run(NoWindow with { CheaperOnly = false }, null, 16384, crowd).Measures.Single(m => m.Name == "graph-steps").Value);
    }

    [Fact]
    public void Short_and_long_prompts_never_share_a_step_and_short_ones_go_first()
    {
        var result = Run(NoWindow, (0, 3000), (1, 100), (1, 3000), (1, 50));
        Assert.All(result.Steps, step => Assert.True(step.PrefillTokens <= 256 || step.PrefillRequests <= 2));
        Assert.Equal(result[1].FirstToken, result[3].FirstToken);
        Assert.True(result[1].FirstToken < result[0].FirstToken && result[0].FirstToken < result[2].FirstToken);
        // The first chunk of the long prompt had begun: 2048 tokens, then the two short ones.
        Assert.Equal(Step(2048), result[1].Scheduled, 9);
    }

    [Fact]
    public void A_fixed_window_holds_a_short_prompt_on_an_idle_instance_and_a_full_batch_goes_at_once()
    {
        var batching = NoWindow with { Window = WindowRule.Fixed, MaxWindowSeconds = 0.005, MaxDepth = 2 };
        var result = Run(batching, (0, 20), (100, 20), (101, 20));
        Assert.Equal(0.005, result[0].Scheduled, 12);
        Assert.Equal([0.101, 0.101], result.Requests.Skip(1).Select(request => Math.Round(request.Scheduled, 9)));
    }

    [Fact]
    public void Long_work_runs_while_the_window_is_open()
    {
        var result = Run(NoWindow with { Window = WindowRule.Fixed, MaxWindowSeconds = 0.005 }, (0, 20), (1, 2000));
        Assert.Equal(0.001, result[1].Scheduled, 12);
        Assert.Equal(result[1].FirstToken, result[0].Scheduled, 9);
    }

    [Fact]
    public void A_window_ends_where_the_deadline_needs_it()
    {
        var batching = NoWindow with { Window = WindowRule.Deadline, MaxWindowSeconds = 0.5, SlackSeconds = 0.005 };
        var scheduled = Run(batching, 0.1, 2048, (0, 20))[0].Scheduled;
        // The estimate of a short step before any was made is that of a prompt at the boundary, eager.
        Assert.Equal(0.1 - Step(256) - 0.005, scheduled, 6);
        Assert.Equal(0.5, Run(batching, null, 2048, (0, 20))[0].Scheduled, 9);
    }

    [Fact]
    public void A_lone_prompt_does_not_wait_where_waiting_has_to_pay()
    {
        var lone = NoWindow with { MaxWindowSeconds = 0.008, OnlyWhenItPays = true };
        Assert.Equal(0, Run(lone, (0, 20))[0].QueueTime, 12);
        // Prompts every half millisecond: the second step waits for company, and is well filled.
        var result = Run(lone, [.. Enumerable.Range(0, 60).Select(i => (i * 0.5, 20))]);
        Assert.True(result.StepCount < 12);
    }

    [Fact]
    public void A_batch_that_filled_sets_the_window_and_one_that_did_not_the_depth()
    {
        var printed = new WaitDepth(0, 8, 64, grows: false);
        printed.Begin(100);
        Assert.Equal((8, 64), (printed.Window, printed.Depth));
        printed.Dispatched(3, 8, 0);
        Assert.Equal((8, 3), (printed.Window, printed.Depth));
        printed.Dispatched(3, 5, 40);
        Assert.Equal((5, 3), (printed.Window, printed.Depth));
    }

    [Fact]
    public void The_depth_doubles_while_more_wait_than_went()
    {
        var growing = new WaitDepth(0, 8, 10, grows: true);
        growing.Dispatched(2, 8, 0);
        growing.Dispatched(2, 1, 3);
        Assert.Equal(4, growing.Depth);
        growing.Dispatched(4, 1, 4);
        Assert.Equal(4, growing.Depth);
        growing.Dispatched(4, 1, 5);
        growing.Dispatched(8, 1, 9);
        Assert.Equal(10, growing.Depth);
    }

    [Fact]
    public void As_printed_the_depth_stays_down_and_short_prompts_pile_up()
    {
        (double, int)[] requests = [.. Enumerable.Range(0, 20).Select(i => (i * 30.0, 20)), .. Enumerable.Range(0, 600).Select(i => (700 + (i * 1.0), 20))];
        var paper = NoWindow with { MaxWindowSeconds = 0.008 };
        double Worst(LengthAwareBatching batching) => Run(batching, requests).Requests.Max(request => request.Ttft);
        Assert.True(Worst(paper with { DepthGrows = false }) > 10 * Worst(paper));
    }

    [Fact]
    public void A_bound_on_short_steps_lets_long_prompts_through()
    {
        (double, int)[] requests = [(0, 4000), .. Enumerable.Range(0, 400).Select(i => (i * 1.0, 200))];
        var strict = NoWindow with { MaxDepth = 2, ShortBetweenLong = 0 };
        double Long(LengthAwareBatching batching) => Run(batching, requests)[0].Ttft;
        Assert.True(Long(strict with { ShortBetweenLong = 4 }) < 0.5 * Long(strict));
    }

    [Fact]
    public void Classes_go_by_what_is_not_cached_or_as_the_code_has_it_by_all()
    {
        long[] blocks = [.. Enumerable.Range(0, 125).Select(i => (long)i)];
        var trace = new ServingTrace("again",
        [
            new TraceRequest { Prompt = 2000, Output = 1, Blocks = [.. blocks] },
            new TraceRequest { ArrivalSeconds = 1, Prompt = 2040, Output = 1, Blocks = [.. blocks] },
        ]);
        double ShortSteps(bool full) => ServingRun.Of(
            Workload.Of(trace),
            Fleet.Of(new InstanceSpec(new() { KvBlocks = 4000 }, Law, new ServingPolicy("test") { Batching = NoWindow with { ByFullLength = full } }))).Measures.Single(m => m.Name == "short-steps").Value;
        Assert.Equal((1, 0), (ShortSteps(false), ShortSteps(true)));
    }

    [Fact]
    public void The_fitted_boundary_stays_in_its_range_and_moves_by_a_tenth_at_most()
    {
        var batching = NoWindow with { RefitSteps = 20 };
        var curve = Run(batching, [.. Enumerable.Range(0, 800).Select(i => (i * 15.0, i % 6 == 0 ? 300 + (i * 7 % 1500) : 5 + (i * 13 % 240)))])
            .Measures.Where(m => m.Name == "boundary-tokens").Select(m => m.Value).ToArray();
        Assert.True(curve.Length > 10);
        Assert.All(curve, value => Assert.InRange(value, 64, 512));
        Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.InRange(pair.Second / pair.First, 0.8999, 1.1001));
        Assert.NotEqual(curve[0], curve[^1]);
    }

    [Fact]
    public void Prompts_that_hold_all_blocks_between_them_get_through_one_by_one()
    {
        // Each new one is shorter and goes first; together they do not fit.
        var trace = new ServingTrace("crowd", [.. Enumerable.Range(0, 12).Select(i => new TraceRequest { ArrivalSeconds = i * 0.04, Prompt = 15_000 - (i * 1000), Output = 1 })]);
        var policy = ServingPolicies.Find("laps-plus");
        var result = ServingRun.Of(Workload.Of(trace), Fleet.Of(new InstanceSpec(new() { KvBlocks = 1000 }, Law, policy)), new RunOptions { CheckEveryStep = true }, TestContext.Current.CancellationToken);
        Assert.Null(result.UnfinishedReason);
    }

    [Fact]
    public void One_class_alone_is_served_as_if_there_were_no_split()
    {
        (double, int)[] Requests(int prompt) => [.. Enumerable.Range(0, 200).Select(i => (i * 7.0, prompt + (i % 50)))];
        foreach (var prompt in new[] { 20, 900 })
        {
            double Mean(bool split) => Run(new() { Split = split, MaxWindowSeconds = 0 }, Requests(prompt)).Requests.Average(request => request.Ttft);
            Assert.InRange(Mean(true) / Mean(false), 0.98, 1.02);
        }
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var fault = Assert.Throws<RotaException>(() => Run(new() { Boundary = 0, MaxWindowSeconds = -1 }, (0, 1)));
        Assert.Equal("length-aware batching: boundary 0, expected at least 1 token; window -1 s, expected 0 to 60; shortest window 0 s, expected 0 to -1", fault.Message);
    }
}
