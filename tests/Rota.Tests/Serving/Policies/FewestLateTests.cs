using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class FewestLateTests
{
    private static readonly PredictorOptions Exact = new() { ControlMilliseconds = 0 };

    private static readonly ServingPolicy Policy = new("test")
    {
        Order = new FewestLate { Predictor = Exact },
        Prefill = new OperatorSegments(),
        Batching = new PreemptiveJobs { ControlMilliseconds = 0, BatchTokens = 0 },
    };

    // Behind 0.1 s of work: 600, 200 and 300 tokens, due 0.9, 1.0 and 1.05 s from the start. 1.1 s of work do not fit; without the first all the others do.
    private static readonly TraceRequest[] Requests = [Request(0, 100, 0.15), Request(0.01, 600, 0.89), Request(0.02, 200, 0.98), Request(0.03, 300, 1.02)];

    [Fact]
    public void The_one_with_most_work_is_given_up_before_any_of_it_is_done()
    {
        Assert.Equal([0.1, 1.2, 0.3, 0.6], Times(Policy));
        // Slack-aware EDF works on it, since it could be on time alone, and one of the others is late for that.
        Assert.Equal([0.1, 0.7, 0.9, 1.2], Times(Policy with { Order = new SlackAwareEdf { Predictor = Exact } }));
    }

    [Fact]
    public void One_that_was_given_up_is_taken_back_when_there_is_time()
    {
        // The last asks for nothing any more: then all fit.
        Assert.Equal([0.1, 0.7, 0.9], Times(Policy, Requests[..3]));
    }

    [Fact]
    public void Time_is_kept_for_short_requests_that_arrive_all_the_time()
    {
        // Half of the time goes to requests of 50 ms every 100 ms, due within 100 ms. One of 1 s due in 1.5 s cannot be on time then: work on it would be wasted.
        TraceRequest[] stream = [.. Enumerable.Range(0, 60).Select(i => Request(0.1 * i, 50, 0.1))];
        TraceRequest[] requests = [.. stream, Request(3.01, 1000, 1.5), Request(3.02, 300, 1.6)];
        var ahead = Run(Policy with { Order = new FewestLate { Predictor = Exact, Fairness = 0 } }, requests);
        var blind = Run(Policy with { Order = new FewestLate { Predictor = Exact, Fairness = 0, Foresight = 0 } }, requests);
        double Started(RunResult run, int prompt) => run.Requests.Single(r => r.Prompt == prompt).QueueTime;
        Assert.True(Started(ahead, 300) < 0.1 && Started(ahead, 1000) > 0.5);
        Assert.True(Started(blind, 1000) < 0.1 && Started(blind, 300) > 0.5);
    }

    [Fact]
    public void Prompts_that_would_be_late_in_a_pass_do_not_join_it_when_that_is_asked_for()
    {
        TraceRequest[] requests = [Request(0, 100, 0.2), Request(0.01, 100, 2), Request(0.02, 100, 0.25)];
        // At 0.1 s the one due at 0.27 s heads; with 200 ms it would be late itself, so nobody joins. The other way round the late one would be joined to the one that has time.
        var policy = Policy with { Order = new FirstComeFirstServed(), Batching = new PreemptiveJobs { ControlMilliseconds = 0, Predictor = Exact } };
        Assert.Equal([0.1, 0.3, 0.3], Times(policy, requests));
        Assert.Equal([0.1, 0.2, 0.3], Times(policy with { Batching = new PreemptiveJobs { ControlMilliseconds = 0, Predictor = Exact, JoinOnTimeOnly = true } }, requests));
    }

    [Fact]
    public void Predictions_that_are_corrected_as_passes_end_forget_their_bias()
    {
        // Twice too long, every request due in 1.5 times its work seems late, and the order among late ones is the latest deadline first.
        TraceRequest[] requests = [.. Enumerable.Range(0, 40).Select(i => Request(i, 100, 0.9)), Request(40, 400, 0.6), Request(40.01, 300, 0.75)];
        SlackAwareEdf Order(double weight) => new() { Predictor = Exact with { Bias = 2, OnlineWeight = weight } };
        var (fixedBias, corrected) = (Run(Policy with { Order = Order(0) }, requests), Run(Policy with { Order = Order(0.2) }, requests));
        Assert.True(corrected[40].Ttft <= 0.6);
        Assert.False(fixedBias[40].Ttft <= 0.6);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Equal("foresight -1, expected 0 to 10", Refused(new FewestLate { Foresight = -1 }));
        Assert.Equal("fairness NaN, expected 0 to 100", Refused(new FewestLate { Fairness = double.NaN }));
        Assert.Equal("memory 0 s, expected more than 0", Refused(new FewestLate { MemorySeconds = 0 }));
        Assert.Equal("aging -1 s, expected at least 0", Refused(new SlackAwareEdf { AgingSeconds = -1 }));
        Assert.Equal("doubling time 0 s, expected more than 0", Refused(new PreflowOrder { DoublingSeconds = 0 }));
    }

    [Fact]
    public void Short_prompts_go_first_and_in_preflow_old_ones_in_the_end()
    {
        TraceRequest[] requests = [Request(0, 100, 9), Request(0.01, 300, 9), Request(0.02, 200, 9)];
        Assert.Equal([0.1, 0.6, 0.3], Times(Policy with { Order = new ShortestPrefillFirst() }, requests));
        Assert.Equal([0.1, 0.6, 0.3], Times(Policy with { Order = new PreflowOrder() }, requests));
        // 300 tokens have 2.25 squared times the weight of 200: older by 2.34 doublings it is level.
        Assert.Equal([0.1, 0.4, 0.6], Times(Policy with { Order = new PreflowOrder { DoublingSeconds = 0.004 } }, requests));
    }

    private static string Refused(OrderChoice order) => Assert.Throws<RotaException>(() => Run(Policy with { Order = order }, Requests)).Message;

    private static double[] Times(ServingPolicy policy, TraceRequest[]? requests = null) => [.. Run(policy, requests ?? Requests).Requests.Select(r => Math.Round(r.FirstToken, 3))];

    private static TraceRequest Request(double arrival, int prompt, double target) => new() { ArrivalSeconds = arrival, Prompt = prompt, Output = 1, TtftTarget = target };

    private static RunResult Run(ServingPolicy policy, TraceRequest[] requests) => ServingRun.Of(
        Workload.Of(new ServingTrace("test", [.. requests.OrderBy(r => r.ArrivalSeconds)])),
        Fleet.Of(new InstanceSpec(new() { KvBlocks = 1000, PrefixCaching = false }, new LineLatency(), policy)), new RunOptions { CheckEveryStep = true });
}
