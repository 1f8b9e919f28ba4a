using CsCheck;
using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies.PastFuture;

/// <summary>Rules of admission in LightLLM's loop, on an engine with blocks of one token.</summary>
public sealed class AdmissionTests
{
    private static readonly PrefillAlone Patient = new() { AbortWaitingSeconds = null, AbortRunningSeconds = null };
    private static readonly ILatencyModel Llama = new RooflineLatency(ModelShapes.Find("llama-2-7b"), Gpus.Find("a100"));

    [Fact]
    public void The_optimum_fills_memory_to_the_last_token_and_evicts_nobody() => Gen.Select(Gen.ULong, Gen.Int[600, 2000]).Sample((seed, tokens) =>
    {
        var workload = Random(seed, 40);
        var result = Run(workload, PastFuturePolicies.On("optimum", new OracleOptimum(Oracle.Of(workload)), Patient), tokens);
        Assert.Equal(0, result.Preemptions);
        Assert.Equal(40, result.CountOf(RequestState.Finished));
    }, iter: 20);

    [Fact]
    public void The_optimum_admits_what_fits_exactly_and_not_a_token_more()
    {
        // Alone the first holds 10 + 5 - 1 at its end; both together 14 + 14.
        Assert.Equal(2, At(28));
        Assert.Equal(1, At(27));

        int At(int tokens)
        {
            var workload = Rehearsal.Requests((0, 10, 5), (0, 10, 5));
            var result = Run(workload, PastFuturePolicies.On("optimum", new OracleOptimum(Oracle.Of(workload)), Patient with { AdmitsPerRound = null }), tokens);
            return result.Steps[0].PrefillRequests;
        }
    }

    [Fact]
    public void A_request_whose_own_peak_is_too_high_runs_when_nothing_else_does()
    {
        // 900 tokens and 200 expected do not fit 950, ever; waiting would not help.
        var policy = PastFuturePolicies.On("x", new PastFutureAdmission { InitialLength = 200 }, Patient);
        var result = Run(Rehearsal.Requests((0, 900, 80), (0, 10, 5)), policy, 1000);
        Assert.Equal((RequestState.Finished, 0, 2), (result[0].State, result[0].Preemptions, result.CountOf(RequestState.Finished)));
    }

    [Fact]
    public void Past_future_expects_what_finished_requests_had()
    {
        // The made-up length of 500 keeps the second out until the first has shown that answers are short.
        var policy = PastFuturePolicies.On("x", new PastFutureAdmission { Window = 2, InitialLength = 500, DefaultMaximum = 500 }, Patient with { AdmitsPerRound = null });
        var result = Run(Rehearsal.Requests([.. Enumerable.Repeat((0.0, 100, 20), 8)]), policy, 1000);
        var rounds = result.Steps.Where(s => s.PrefillRequests > 0).Select(s => s.PrefillRequests).ToArray();
        Assert.Equal(1, rounds[0]);
        Assert.InRange(rounds.Length, 2, 6);
    }

    [Fact]
    public void Prompts_are_computed_alone_and_two_steps_apart()
    {
        var result = Run(Random(3, 30), PastFuturePolicies.On("x", new AggressiveWatermark(), Patient), 3000);
        var sinceLast = int.MaxValue;
        Assert.Contains(result.Steps, step => step.PrefillRequests > 0 && step.Waiting > 0);
        foreach (var step in result.Steps)
        {
            Assert.True(step.PrefillRequests == 0 || (step.Decodes == 0 && step.PrefillRequests == 1));
            if (step.PrefillRequests > 0) Assert.True(sinceLast >= 2 || step.UsedBlocks <= 700, "a round came too early");
            sinceLast = step.PrefillRequests > 0 ? 0 : sinceLast + step.Steps;
        }
    }

    [Fact]
    public void A_round_without_limit_admits_all_that_fit_up_to_its_tokens()
    {
        var policy = PastFuturePolicies.On("x", new AggressiveWatermark(), Patient with { AdmitsPerRound = null }) with { Prefill = new WholePrompts { Budget = 250 } };
        var result = Run(Rehearsal.Requests((0, 100, 2), (0, 100, 2), (0, 100, 2), (0, 400, 2)), policy, 3000);
        Assert.Equal([200, 100, 400], result.Steps.Where(s => s.PrefillRequests > 0).Select(s => s.PrefillTokens));
    }

    [Fact]
    public void The_request_that_came_last_is_evicted_and_keeps_what_it_said()
    {
        var result = Run(Rehearsal.Requests((0, 100, 300), (0, 100, 300)), PastFuturePolicies.On("x", new AggressiveWatermark(), Patient), 500);
        Assert.Equal((0, true), (result[0].Preemptions, result[1].Preemptions > 0));
        Assert.Equal(300, result[1].Output);
        Assert.True(result[1].PrefilledTokens > 200);
    }

    [Fact]
    public void Who_waits_too_long_is_given_up_and_sent_again()
    {
        var loop = Patient with { AbortWaitingSeconds = 0.5 };
        var requests = Enumerable.Range(0, 4).Select(_ => new TraceRequest { Prompt = 100, Output = 100 });
        var open = Workload.Of(new("open", [.. requests]));
        var given = Run(open, PastFuturePolicies.On("x", new ConservativeAdmission { DefaultMaximum = 150 }, loop), 300);
        Assert.Equal((1, 3), (given.CountOf(RequestState.Finished), given.CountOf(RequestState.Aborted)));
        var closed = Workload.Of(new("closed", [.. requests]) { HasArrivals = false }, new ClosedLoop(4, Retry: true));
        var again = Run(closed, PastFuturePolicies.On("x", new ConservativeAdmission { DefaultMaximum = 150 }, loop), 300);
        Assert.Equal(4, again.CountOf(RequestState.Finished));
        Assert.True(again.Requests.Sum(r => r.Attempts) > 4);
    }

    [Fact]
    public void Who_stalls_is_given_up_only_if_wanted()
    {
        // A prompt of 7000 tokens holds the decodes up for most of a second.
        (double, int, int)[] requests = [(0, 100, 200), (0.5, 7000, 20)];
        Assert.Equal(0, Aborted(null));
        Assert.Equal(1, Aborted(0.3));
        Assert.Equal(0, Aborted(10));

        int Aborted(double? gap) =>
            Run(Rehearsal.Requests(requests), PastFuturePolicies.On("x", new AggressiveWatermark(), Patient with { AbortRunningSeconds = gap }), 9000).CountOf(RequestState.Aborted);
    }

    [Fact]
    public void An_answer_that_missed_its_target_is_asked_for_again()
    {
        var trace = new ServingTrace("closed", [.. Enumerable.Range(0, 3).Select(_ => new TraceRequest { Prompt = 100, Output = 50, TtftTarget = 0.9 })]) { HasArrivals = false };
        var policy = PastFuturePolicies.On("x", new ConservativeAdmission { DefaultMaximum = 50, Reserve = 0 }, Patient);
        var result = Run(Workload.Of(trace, new ClosedLoop(3, Retry: true) { RetryMissed = true }), policy, 160);
        Assert.Equal([1, 1, 2], result.Requests.Select(r => r.Attempts));
        Assert.All(result.Requests, r => Assert.True(r.Ttft <= 0.9));
        Assert.Equal([1, 1, 1], Run(Workload.Of(trace, new ClosedLoop(3, Retry: true)), policy, 160).Requests.Select(r => r.Attempts));
    }

    [Fact]
    public void Steps_made_many_at_once_change_nothing() => Gen.Select(Gen.ULong, Gen.Int[0, PastFuturePolicies.All.Length - 1], Gen.Int[1, 5]).Sample((seed, index, interval) =>
    {
        var policy = PastFuturePolicies.All[index];
        if (policy.Batching is PrefillAlone loop) policy = policy with { Batching = loop with { RoundInterval = interval, AbortRunningSeconds = index % 2 == 0 ? null : 1.5 } };
        var workload = Random(seed, 60);
        Assert.Equal(Run(workload, policy, 2500, jumps: true).Requests, Run(workload, policy, 2500, jumps: false).Requests);
    }, iter: 30);

    [Fact]
    public void Watermarks_keep_their_share_of_blocks_free_at_admission()
    {
        var result = Run(Random(5, 40), PastFuturePolicies.Watermark(0.3), 3000);
        Assert.All(result.Steps.Where(s => s.PrefillRequests > 0 && s.Decodes > 1), s => Assert.True(s.UsedBlocks <= (0.7 * 3000) + s.Decodes + 600));
        Assert.True(result.Preemptions < Run(Random(5, 40), PastFuturePolicies.Watermark(0), 3000).Preemptions);
    }

    [Fact]
    public void A_prefix_that_requests_share_is_planned_once()
    {
        // Apart they would hold 134 of 80 blocks; 60 of them are the same.
        var requests = Enumerable.Range(0, 2).Select(i => new TraceRequest
        {
            ArrivalSeconds = 0.5 * i,
            Prompt = 960 + i,
            Output = 100,
            DeclaredMax = 100,
            Blocks = [.. Enumerable.Range(0, 60).Select(b => (long)b)],
        });
        var workload = Workload.Of(new("shared", [.. requests]));
        var limits = new EngineLimits { KvBlocks = 80, TokenBudget = 2048 };
        var result = ServingRun.Of(workload, Fleet.Of(new(limits, Llama, new("x") { Admission = new QuantilePeakAdmission() })), new() { CheckEveryStep = true }, TestContext.Current.CancellationToken);
        Assert.Equal(0, result.Preemptions);
        Assert.True(result[1].Scheduled < result[0].LastToken, "the second waited for the first");
    }

    [Fact]
    public void A_bounded_risk_evicts_fewer_than_looking_at_the_moment_and_idles_less_than_reserving_all()
    {
        var workload = Random(11, 200);
        RunResult With(AdmissionChoice admission) => Run(workload, PastFuturePolicies.On("x", admission, Patient), 3000);
        var (ours, aggressive, conservative) = (With(new QuantilePeakAdmission { DefaultMaximum = 600 }), With(new AggressiveWatermark()), With(new ConservativeAdmission { DefaultMaximum = 600 }));
        Assert.True(3 * ours.Preemptions < aggressive.Preemptions, $"{ours.Preemptions} against {aggressive.Preemptions}");
        Assert.True(ours.EndSeconds < 0.9 * conservative.EndSeconds, $"{ours.EndSeconds} against {conservative.EndSeconds}");
    }

    [Fact]
    public void Who_is_too_late_gives_way_to_those_who_are_not()
    {
        // One at a time, two seconds each: without giving up all but the first are late.
        var workload = Rehearsal.Requests([.. Enumerable.Range(0, 10).Select(i => (0.1 * i, 100, 200))]);
        AdmissionChoice one = new ConservativeAdmission { DefaultMaximum = 200, Reserve = 0 };
        (int, int) InTime(AdmissionChoice rule)
        {
            var result = Run(workload, PastFuturePolicies.On("x", rule, Patient), 310);
            return (result.Requests.Count(r => r.State == RequestState.Finished && r.Ttft <= 3.2), result.CountOf(RequestState.Aborted));
        }

        var (all, given) = (InTime(one), InTime(new GiveUpLate(one, 3)));
        Assert.Equal(0, all.Item2);
        Assert.Equal(10, given.Item1 + given.Item2);
        Assert.True(given.Item2 > 4);
        Assert.Equal("give up late: 0 s, expected more than 0", Assert.Throws<RotaException>(() => InTime(new GiveUpLate(one, 0))).Message);
    }

    [Fact]
    public void Options_out_of_range_are_refused_in_one_line()
    {
        Assert.Equal("past-future: reserve 1, expected 0 to less than 1", Fault(new PastFutureAdmission { Reserve = 1 }));
        Assert.Equal("a history of 1 lengths, expected at least 2", Fault(new PastFutureAdmission { Window = 1 }));
        Assert.Equal("aggressive: watermark 0, expected more than 0 and at most 1", Fault(new AggressiveWatermark { Watermark = 0 }));
        Assert.Equal("overcommit: factor 0.5, expected 1 to 100", Fault(new Overcommit(0.5)));
        Assert.Equal("quantile-peak: risk 2, expected 0 to 1", Fault(new QuantilePeakAdmission { Risk = 2 }));
        Assert.Equal(
            "policy x: prefill alone computes whole prompts, not chunks",
            Assert.Throws<RotaException>(() => (PastFuturePolicies.On("x", new AggressiveWatermark(), Patient) with { Prefill = new TokenChunks() }).Validated()).Message);

        static string Fault(AdmissionChoice choice) => Assert.Throws<RotaException>(() => Run(Rehearsal.Requests((0, 1, 1)), PastFuturePolicies.On("x", choice, Patient), 100)).Message;
    }

    private static Workload Random(ulong seed, int count)
    {
        var random = new RandomStream(seed);
        var time = 0.0;
        return Rehearsal.Requests([.. Enumerable.Range(0, count).Select(_ => (time += random.NextExponential(0.1), 1 + random.Next(300), 1 + random.Next(300)))]);
    }

    private static RunResult Run(Workload workload, ServingPolicy policy, int tokens, bool jumps = true) => ServingRun.Of(
        workload, Fleet.Of(new(new() { KvBlocks = tokens, BlockSize = 1, TokenBudget = 18_000, MaxSequences = 1000 }, Llama, policy)),
        new() { KeepSteps = true, CheckEveryStep = tokens < 1000, Jumps = jumps, MaxSteps = 1_000_000 });
}
