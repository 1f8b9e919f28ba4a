using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Tests.Serving.Policies;

/// <summary>Small rehearsals for the tests of policies.</summary>
internal static class Rehearsal
{
    /// <summary>48 layers, 128 experts.</summary>
    public static ILatencyModel Qwen { get; } = new RooflineLatency(ModelShapes.Find("qwen3-30b-a3b"), Gpus.Find("h100"), new() { Parallelism = new(2) });

    public static Workload Requests(params (double Arrival, int Prompt, int Output)[] requests) => Workload.Of(new(
        "test", [.. requests.Select(r => new TraceRequest { ArrivalSeconds = r.Arrival, Prompt = r.Prompt, Output = r.Output })]));

    public static Workload Random(ulong seed, int count, double rate, int longest, int outputs)
    {
        var random = new RandomStream(seed);
        var time = 0.0;
        return Requests([.. Enumerable.Range(0, count).Select(_ => (time += random.NextExponential(1 / rate), 1 + random.Next(longest), 1 + random.Next(outputs)))]);
    }

    public static RunResult Run(Workload workload, ServingPolicy policy, ILatencyModel? latency = null, int kvTokens = 400_000, bool jumps = true, int maxSequences = 256) =>
        ServingRun.Of(
            workload, Fleet.Of(new(new() { KvBlocks = kvTokens / 16, TokenBudget = 8192, MaxSequences = maxSequences }, latency ?? Qwen, policy)),
            new() { KeepSteps = true, CheckEveryStep = true, Jumps = jumps, MaxSteps = 2_000_000 });
}
