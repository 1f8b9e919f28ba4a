using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Tests.Serving.Simulation;

/// <summary>Fleets for tests.</summary>
internal static class Fleets
{
    public static ILatencyModel Llama { get; } = new AnalyticLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("h100"));

    public static EngineLimits Limits(int blocks = 400) => new() { KvBlocks = blocks, MaxSequences = 64, TokenBudget = 512 };

    public static Fleet Equal(int count, PlacementChoice placement, ServingPolicy? policy = null, int blocks = 400) =>
        Fleet.Of(new InstanceSpec(Limits(blocks), Llama, policy ?? ServingPolicies.Find("vllm")), count) with { Placement = placement };

    public static Fleet Disaggregated(int prefill, int decode, PlacementChoice? placement = null, int decodeBlocks = 400) => new(
    [
        .. Enumerable.Repeat(new InstanceSpec(Limits(), Llama, ServingPolicies.Find("vllm"), InstanceRole.Prefill), prefill),
        .. Enumerable.Repeat(new InstanceSpec(Limits(decodeBlocks), Llama, ServingPolicies.Find("vllm"), InstanceRole.Decode), decode),
    ])
    { Placement = placement ?? new RoundRobin() };

    /// <summary>Requests on their own, and programs of several turns.</summary>
    public static Workload Mixed(ulong seed, int count, double gap = 0.01, ClosedLoop? loop = null)
    {
        var random = new RandomStream(seed);
        var requests = new List<TraceRequest>();
        var at = 0.0;
        for (var i = 0; i < count; i++)
        {
            at += random.NextExponential(gap);
            var (prompt, turns) = (1 + random.Next(random.Next(4) == 0 ? 2000 : 200), random.Next(3) == 0 ? 1 + random.Next(3) : 1);
            for (var turn = 0; turn < turns; turn++)
            {
                var output = 1 + random.Next(60);
                requests.Add(new()
                {
                    ArrivalSeconds = at,
                    Prompt = prompt,
                    Output = output,
                    Program = turns > 1 ? $"p{i}" : "",
                    PauseSeconds = random.NextExponential(0.1),
                    TtftTarget = 0.4,
                });
                prompt += output + random.Next(40);
            }
        }
        return Workload.Of(new("mixed", [.. requests]), loop);
    }

    public static RunResult Run(Workload workload, Fleet fleet, bool jumps = true, ulong seed = 1) =>
        ServingRun.Of(workload, fleet, new RunOptions { CheckEveryStep = true, Jumps = jumps, Seed = seed });

    /// <summary>All that can be told of a run's requests, for comparisons.</summary>
    public static string Print(RunResult result) =>
        string.Join("\n", result.Requests) + $"\n{result.StepCount} {result.Preemptions} {result.HitTokens} {result.EndSeconds:R} {result.Gaps().Sum:R} {result.Gaps().Max}";
}
