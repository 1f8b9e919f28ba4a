using CsCheck;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Rota.Tests.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

/// <summary>SGLang's scheduler, and the small engines like it.</summary>
public sealed class SglangTests
{
    private static readonly string[] Names = [.. SglangPolicies.All.Select(policy => policy.Name), "prefill-fcfs", "laps", "laps-code", "laps-deadline", "laps-fitted", "laps-patient", "laps-plus", "prefill-s-edf"];

    private static RunResult Run(string policy, int blocks, params TraceRequest[] requests) => ServingRun.Of(
        Workload.Of(new("test", [.. requests])),
        Fleet.Of(new InstanceSpec(new() { KvBlocks = blocks, MaxSequences = 64, TokenBudget = 512 }, Fleets.Llama, ServingPolicies.Find(policy))),
        new RunOptions { CheckEveryStep = true, KeepSteps = true });

    private static TraceRequest Request(double at, int prompt, int output, int? declared = null, params long[] blocks) =>
        new() { ArrivalSeconds = at, Prompt = prompt, Output = output, DeclaredMax = declared, Blocks = [.. blocks] };

    private static int[] Order(RunResult result, params int[] requests) => [.. requests.OrderBy(request => result[request].FirstToken)];

    [Fact]
    public void Every_policy_makes_all_tokens_the_same_with_steps_at_once_and_one_by_one() =>
        Gen.Select(Gen.ULong, Gen.Int[0, Names.Length - 1], Gen.Int[1, 2]).Sample(
            (seed, name, count) =>
            {
                var fleet = Fleets.Equal(count, new RoundRobin(), ServingPolicies.Find(Names[name]), blocks: 220);
                var workload = Fleets.Mixed(seed, 40);
                var result = Fleets.Run(workload, fleet);
                return result.UnfinishedReason is null && result.Requests.All(request => request.Output == workload.Trace.Requests[request.Request].Output)
                    && Fleets.Print(result) == Fleets.Print(Fleets.Run(workload, fleet, jumps: false));
            },
            iter: 60);

    [Fact]
    public void Prompts_and_answers_never_share_a_step() =>
        Assert.All(Run("sglang", 1000, [.. Enumerable.Range(0, 20).Select(i => Request(i * 0.02, 300, 20, 20))]).Steps, step => Assert.True(step.PrefillRequests == 0 || step.Decodes == 0));

    [Fact]
    public void A_prompt_waits_until_a_share_of_the_answers_is_free()
    {
        // 100 blocks, 1600 tokens. The first holds 100 and may write 1000, of which 0.7 count: 600 + 300 do not fit beside it, 400 + 300 do.
        double Wait(int prompt) => Run("sglang", 100, Request(0, 100, 200, 1000), Request(0.001, prompt, 2, 300))[1].QueueTime;
        Assert.True(Wait(400) < 0.05);
        Assert.True(Wait(600) > 0.5);
    }

    [Fact]
    public void The_share_decays_to_its_floor_in_600_steps()
    {
        var rule = new ReservedOutputRule(new ReservedOutput());
        Assert.Equal(0.7, rule.ShareAt(0), 12);
        Assert.Equal(0.7 - (0.7 * 0.86 / 2), rule.ShareAt(300), 12);
        Assert.Equal(0.7 * 0.14, rule.ShareAt(600), 12);
        Assert.Equal(0.7 * 0.14, rule.ShareAt(100_000), 12);
    }

    [Fact]
    public void Under_pressure_the_request_with_the_fewest_tokens_is_retracted()
    {
        // Ten blocks hold both prompts and less than both answers; the second has written less.
        var result = Run("sglang", 12, Request(0, 64, 90, 1), Request(0.2, 64, 90, 1));
        Assert.Equal(0, result[0].Preemptions);
        Assert.True(result[1].Preemptions > 0);
    }

    [Fact]
    public void Mini_sglang_reserves_all_of_an_answer_and_never_takes_a_request_back()
    {
        var result = Run("mini-sglang", 40, [.. Enumerable.Range(0, 12).Select(i => Request(i * 0.001, 64, 150, 200))]);
        Assert.Equal(0, result.Preemptions);
        Assert.True(Run("nano-vllm", 40, [.. Enumerable.Range(0, 12).Select(i => Request(i * 0.001, 64, 150, 200))]).Preemptions > 0);
    }

    [Fact]
    public void Longest_prefix_first_puts_cached_prompts_in_front()
    {
        long[] known = [1, 2, 3, 4];
        var result = Run("sglang-lpm", 2000, Request(0, 64, 1, 1, known), Request(0.1, 8000, 1, 1), Request(0.11, 12_000, 1, 1), Request(0.12, 96, 1, 1, known));
        Assert.Equal([1, 3, 2], Order(result, 1, 2, 3));
    }

    [Fact]
    public void Of_prompts_with_a_common_start_that_is_not_cached_the_first_goes_alone()
    {
        long[] common = [.. Enumerable.Range(0, 20).Select(i => (long)i)];
        TraceRequest[] requests = [Request(0, 4000, 1, 1), Request(0.001, 330, 1, 1, common), Request(0.002, 330, 1, 1, common), Request(0.003, 8100, 1, 1)];
        // The second one waits behind the others, and finds the first one's blocks then.
        Assert.Equal(0, Run("sglang", 1000, requests)[2].HitTokens);
        Assert.Equal(320, Run("sglang-lpm", 1000, requests)[2].HitTokens);
    }

    [Fact]
    public void Behind_128_waiting_requests_the_longest_prefix_is_not_looked_for()
    {
        long[] known = [1, 2, 3, 4];
        int Place(int crowd)
        {
            TraceRequest[] requests = [Request(0, 64, 1, 1, known), .. Enumerable.Range(0, crowd).Select(_ => Request(0.1, 500, 1, 1)), Request(0.1, 96, 1, 1, known)];
            var result = Run("sglang-lpm", 10_000, requests);
            return result.Requests.Count(request => request.FirstToken < result[crowd + 1].FirstToken);
        }
        Assert.Equal(1, Place(100));
        // A step by arrival, and 124 are left.
        Assert.True(Place(140) > 10);
    }

    [Fact]
    public void Depth_first_serves_the_prefix_that_most_wait_for()
    {
        var (a, b) = (new long[] { 1, 2 }, new long[] { 11, 12 });
        var result = Run(
            "sglang-dfs-weight", 4000, Request(0, 32, 1, 1, a), Request(0.1, 32, 1, 1, b), Request(0.2, 8000, 1, 1),
            Request(0.21, 6032, 1, 1, a), Request(0.22, 6032, 1, 1, b), Request(0.23, 6032, 1, 1, b));
        Assert.Equal([4, 5, 3], Order(result, 3, 4, 5));
    }

    [Fact]
    public void Longest_output_first_goes_by_what_clients_declare()
    {
        var result = Run("sglang-lof", 4000, Request(0, 8000, 1, 1), Request(0.01, 6000, 1, 5), Request(0.02, 6000, 1, 50));
        Assert.Equal([2, 1], Order(result, 1, 2));
    }

    [Fact]
    public void Nano_vllm_cuts_no_prompt_but_the_first_of_a_batch()
    {
        var steps = Run("nano-vllm", 4000, Request(0, 10_000, 1), Request(0, 10_000, 1), Request(0, 20_000, 1)).Steps;
        Assert.Equal([10_000, 10_000, 16_384, 3_616], steps.Select(step => step.PrefillTokens));
    }

    [Fact]
    public void Options_out_of_range_are_all_named() => Assert.Equal(
        "reserved output: initial share 0, expected more than 0, at most 1; clip 0, expected at least 1 token",
        Assert.Throws<RotaException>(() => new ReservedOutput { InitialShare = 0, Clip = 0 }.Create(null!)).Message);
}
