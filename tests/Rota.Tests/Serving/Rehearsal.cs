using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Tests.Serving;

/// <summary>Small runs for tests.</summary>
internal static class Rehearsal
{
    public static ILatencyModel Llama { get; } = new AnalyticLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"));

    public static EngineLimits Limits(int blocks = 1000, int sequences = 64, int budget = 512) =>
        new() { KvBlocks = blocks, MaxSequences = sequences, TokenBudget = budget };

    public static RunResult Run(Workload workload, ServingPolicy? policy = null, EngineLimits? limits = null, RunOptions? options = null, int instances = 1) =>
        ServingRun.Of(
            workload, Fleet.Of(new InstanceSpec(limits ?? Limits(), Llama, policy ?? ServingPolicies.Find("vllm")), instances),
            options ?? new RunOptions { CheckEveryStep = true });

    public static Workload Requests(params (double Arrival, int Prompt, int Output)[] requests) => Workload.Of(new(
        "test", [.. requests.Select(r => new TraceRequest { ArrivalSeconds = r.Arrival, Prompt = r.Prompt, Output = r.Output })]));

    /// <summary>Requests and programs of all kinds: own prompts, shared blocks, turns with pauses.</summary>
    public static ServingTrace Random(ulong seed, int count, double gap)
    {
        var random = new RandomStream(seed);
        var requests = new List<TraceRequest>();
        var at = 0.0;
        for (var i = 0; i < count; i++)
        {
            at += random.NextExponential(gap);
            var kind = random.Next(4);
            var prompt = 1 + random.Next(600);
            var output = 1 + random.Next(80);
            if (kind == 0)
            {
                var start = random.Next(3) * 1000;
                requests.Add(new() { ArrivalSeconds = at, Prompt = prompt, Output = output, Blocks = [.. Enumerable.Range(start, (prompt + output) / 16).Select(b => (long)b)], Class = "shared" });
            }
            else if (kind == 1)
            {
                for (var turn = 0; turn < 1 + random.Next(3); turn++)
                {
                    requests.Add(new() { ArrivalSeconds = at, Prompt = prompt, Output = output, Program = $"p{i}", PauseSeconds = random.NextExponential(0.2), Class = "turns" });
                    prompt += output + random.Next(50);
                    output = 1 + random.Next(60);
                }
            }
            else
            {
                requests.Add(new() { ArrivalSeconds = at, Prompt = prompt, Output = output });
            }
        }
        return new("random", [.. requests]);
    }
}
