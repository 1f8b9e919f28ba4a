using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving.PastFuture;

/// <summary>
/// Rules of admission under real arrivals: the Azure conversation trace of 2023, faster by a factor, Llama-3.1-8B on one GPU, first token within 2 s and every
/// gap within 0.2 s. Whoever cannot get his first token in time is given up, by all rules alike. Prompts share steps with decodes, 1024 tokens at most, because a prompt computed alone takes longer than such a gap.
/// </summary>
public static class OpenLoopBench
{
    private const string TraceFile = "serving/azure2023_conv.csv.gz";

    private static readonly ModelShape Model = ModelShapes.Find("llama-3.1-8b");

    /// <summary>Rules that are compared.</summary>
    public static IReadOnlyList<(string Name, Func<Workload, AdmissionChoice> Admission)> Rules { get; } =
    [
        ("vllm", _ => new BlocksAvailable()),
        ("watermark 5 %", _ => new FreeBlockWatermark(0.05)),
        ("conservative", _ => new ConservativeAdmission { DefaultMaximum = 2000 }),
        ("past-future w40", _ => new PastFutureAdmission { InitialLength = 1000, DefaultMaximum = 2000, CountsPrefillSteps = true }),
        ("ours", _ => new QuantilePeakAdmission { DefaultMaximum = 2000, Lengths = new() { Cap = 2000 } }),
        ("optimum", workload => new OracleOptimum(Oracle.Of(workload))),
    ];

    /// <summary>Runs a rule; null when the trace is absent.</summary>
    /// <param name="gpu">a100 or rtx-4090.</param>
    /// <param name="factor">How many times faster requests come.</param>
    /// <param name="share">Share of the trace, from its middle on.</param>
    /// <param name="admission">The rule.</param>
    public static OpenLoopOutcome? Measure(string gpu, double factor, double share, Func<Workload, AdmissionChoice> admission)
    {
        if (StudyData.Find(TraceFile) is not { } file) return null;
        var workload = Workload.Of(ServingTraces.Read(file).Slice(0.5, Math.Min(1, 0.5 + share)).ScaleRate(factor));
        var device = Gpus.Find(gpu);
        var limits = new EngineLimits { KvBlocks = KvCapacity.Of(Model, device).Blocks, MaxSequences = 256, TokenBudget = 1024 };
        var policy = new ServingPolicy("rule") { Admission = new GiveUpLate(admission(workload), 2), Order = new FirstComeFirstServed { Victim = VictimRule.LeastComputed } };
        var result = ServingRun.Of(workload, Fleet.Of(new(limits, new AnalyticLatency(Model, device), policy)));
        var summary = RunSummary.Of(result, new(TtftSeconds: 2, TbtSeconds: 0.2));
        return new(summary.All.Attainment, summary.Goodput, result.Preemptions, summary.All.QueueTime.P99, summary.KvUse);
    }
}
