using System.Collections.Immutable;
using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving;

/// <summary>The server and the requests of FlowPrefill's calibration (flowprefill, section 6): prompts alone, Llama-3.1-8B on one A800.</summary>
public sealed class FlowPrefillBench
{
    /// <summary>The file of the measured rows, below the folder of shared data.</summary>
    internal const string QwenRows = "llm-prefill/qwen_traceA_slice_a800_measured.csv";

    private const string AzureChat = "llm-prefill/azure2023_conv.csv.gz";
    private const string AzureCode = "llm-prefill/azure2023_code.csv.gz";
    private readonly ImmutableArray<TraceRequest> rows;

    private FlowPrefillBench(string name, ImmutableArray<TraceRequest> rows) => (Name, this.rows) = (name, rows);

    /// <summary>Which rows requests are drawn from.</summary>
    public string Name { get; }

    /// <summary>Mean prompt of the rows, tokens.</summary>
    public double MeanPrompt => rows.Average(row => row.Prompt);

    /// <summary>The server's latency.</summary>
    public static ILatencyModel Latency { get; } = LatencyPresets.FlowPrefill(ModelShapes.Find("llama-3.1-8b"));

    /// <summary>The engine: 369,008 KV tokens, prefix caching off.</summary>
    public static EngineLimits Limits { get; } = new() { KvBlocks = 369_008 / 16, TokenBudget = 8192, MaxSequences = 1024, PrefixCaching = false };

    /// <summary>The 323 measured rows of Qwen trace A: class, prompt and target; null when the data are absent.</summary>
    public static FlowPrefillBench? Qwen() =>
        StudyData.Find(QwenRows) is not { } path ? null : new("qwen-trace-a", [.. ServingTraces.Read(path).Requests.Select(row => row with { Output = 1, TbtTarget = null })]);

    /// <summary>
    /// Azure's chat and code requests together; targets 0.25 s below 1,000 tokens, 1 s below 4,000, else 4 s; null when the data are absent. The first halves of
    /// both files are what policies of ours were tuned on, the second halves are held back.
    /// </summary>
    public static FlowPrefillBench? Azure(bool heldBack = true)
    {
        if (StudyData.Find(AzureChat) is not { } chat || StudyData.Find(AzureCode) is not { } code) return null;
        var parts = new[] { chat, code }.Select(file => ServingTraces.Read(file).Split(0.5)).Select(halves => heldBack ? halves.HeldBack : halves.Train);
        return new(heldBack ? "azure-mix" : "azure-mix-first-half", [.. parts.SelectMany(part => part.Requests).Select(Targeted)]);
    }

    /// <summary>Rows drawn with replacement, with arrivals; the same draws and the same arrivals in units of the mean gap at every rate.</summary>
    /// <param name="count">How many.</param>
    /// <param name="arrivals">When they arrive.</param>
    /// <param name="seed">Same seed, same requests.</param>
    /// <param name="targetScale">Factor on every target.</param>
    public Workload Draw(int count, ArrivalProcess arrivals, ulong seed, double targetScale = 1)
    {
        var random = new RandomStream(seed).Split("rows");
        var drawn = ImmutableArray.CreateBuilder<TraceRequest>(count);
        for (var i = 0; i < count; i++)
        {
            var row = rows[random.Next(rows.Length)];
            drawn.Add(row with { Id = "", TtftTarget = row.TtftTarget * targetScale });
        }
        return Workload.Of(new ServingTrace(Name, drawn.MoveToImmutable()) { HasArrivals = false }.WithArrivals(arrivals, seed));
    }

    /// <summary>Runs a policy.</summary>
    public static RunResult Run(Workload workload, ServingPolicy policy, RunOptions? options = null) =>
        ServingRun.Of(workload, Fleet.Of(new InstanceSpec(Limits, Latency, policy)), options);

    private static TraceRequest Targeted(TraceRequest row)
    {
        var (name, target) = row.Prompt < 1000 ? ("below-1k", 0.25) : row.Prompt < 4000 ? ("below-4k", 1.0) : ("long", 4.0);
        return new TraceRequest { Prompt = row.Prompt, Output = 1, Class = name, TtftTarget = target };
    }
}
