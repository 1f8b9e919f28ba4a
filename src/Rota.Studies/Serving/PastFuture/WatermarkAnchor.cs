using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving.PastFuture;

/// <summary>
/// The measurement of vLLM's pull request 44594: Qwen2.5-7B on one GB200 with 299,584 tokens of KV, 128 clients, 450 prompts of about 1,000 tokens with answers of about
/// 5,000. How far they spread is not said; here both are uniform within a fifth.
/// </summary>
public static class WatermarkAnchor
{
    private static readonly ILatencyModel Latency = new AnalyticLatency(ModelShapes.Find("qwen2.5-7b"), Gpus.Find("b200"));

    /// <summary>Preemptions and output tokens a second, as published: watermark off, 2 %, 5 %, 10 %, 15 %.</summary>
    public static IReadOnlyList<(double Share, double Preemptions, double OutputRate)> Published { get; } =
        [(0, 1065, 11_582), (0.02, 400, 12_134), (0.05, 187, 12_167), (0.10, 168, 11_835), (0.15, 168, 11_635)];

    /// <summary>Runs a policy of vLLM's kind.</summary>
    public static (double Preemptions, double OutputRate, double TtftP50, double GapP99) Measure(Func<Workload, ServingPolicy> policy, ulong seed)
    {
        var random = new RandomStream(seed).Split("anchor");
        var requests = Enumerable.Range(0, 450).Select(_ => new TraceRequest { Prompt = random.Next(800, 1200), Output = random.Next(4000, 6000) });
        var workload = Workload.Of(new("gb200", [.. requests]) { HasArrivals = false }, new ClosedLoop(128));
        var limits = new EngineLimits { KvBlocks = 299_584 / 16, MaxSequences = 1024, TokenBudget = 8192 };
        var result = ServingRun.Of(workload, Fleet.Of(new(limits, Latency, policy(workload))), new() { Seed = seed });
        var summary = RunSummary.Of(result);
        return (result.Preemptions, summary.OutputTokensPerSecond, summary.All.Ttft.P50, summary.All.Tbt.P99 * 1000);
    }
}
