using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Serving.Latency;

namespace Rota.Studies.Serving;

/// <summary>The workloads and engines of the Continuum study.</summary>
internal static class ContinuumWorkloads
{
    private const string ToolCalls = "serving/agent_swe_toolcalls.csv.gz";

    /// <summary>Llama-3.1-8B on an A100-80G with 400,000 tokens of KV cache.</summary>
    public static InstanceSpec A100(ServingPolicy policy) => new(
        new() { KvBlocks = 25_000, MaxModelLength = 131_072 }, new RooflineLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100")), policy);

    /// <summary>The same model on an H100 with the 458,000 tokens that vLLM reports, and 12 ms of engine time a step.</summary>
    public static InstanceSpec H100(ServingPolicy policy) => Hopper("h100", 458_000, policy);

    /// <summary>The same on an H200 with 825,000 tokens.</summary>
    public static InstanceSpec H200(ServingPolicy policy) => Hopper("h200", 825_000, policy);

    /// <summary>W1, and W4 where a share of tools is slow: programs shaped like the paper's.</summary>
    public static ServingTrace Paper(ulong seed, double rate, double slow = 0, int programs = 100) =>
        PaperPrograms.Create(new() { Programs = programs, Rate = rate, SlowShare = slow, Seed = seed });

    /// <summary>W3: programs with short contexts.</summary>
    public static ServingTrace ShortContexts(ulong seed, double rate) => ShortContextPrograms.Create(new() { Rate = rate, Seed = seed });

    /// <summary>W2: recorded tool calls; null where the data is absent.</summary>
    public static ServingTrace? Recorded() => StudyData.Find(ToolCalls) is { } path ? ServingTraces.Read(path) : null;

    /// <summary>Programs of a recorded trace, played several times in random order at a rate.</summary>
    public static ServingTrace Played(ServingTrace trace, int times, double rate, ulong seed) => trace.Repeat(times, seed).ProgramsAt(rate, seed);

    /// <summary>The same programs far apart, so that each is alone.</summary>
    public static ServingTrace Alone(ServingTrace trace) => trace.WithArrivals(ArrivalProcess.Constant(1e-4));

    private static InstanceSpec Hopper(string gpu, int kvTokens, ServingPolicy policy) => new(
        new() { KvBlocks = kvTokens / 16, MaxModelLength = 131_072 },
        new RooflineLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find(gpu), new() { HostMilliseconds = 12 }), policy);
}
