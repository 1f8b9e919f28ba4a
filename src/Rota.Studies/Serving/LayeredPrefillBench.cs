using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving;

/// <summary>The engine of the layered-prefill study: two H100, tensor parallel, and its contenders.</summary>
internal sealed class LayeredPrefillBench
{
    private readonly LayeredPrefillWorkload workload = new();
    private readonly Dictionary<string, (ILatencyModel Latency, int Blocks)> engines = new()
    {
        ["qwen"] = Engine("qwen3-30b-a3b"),
        ["gpt-oss"] = Engine("gpt-oss-20b"),
        ["dense"] = (new AnalyticLatency(ModelShapes.Find("qwen3-8b"), Gpus.Find("h100"), new() { Parallelism = new(2) }), KvCapacity.Of(ModelShapes.Find("qwen3-8b"), Gpus.Find("h100"), new(2)).Blocks),
    };

    /// <summary>The step time fitted on the paper's micro-benchmark.</summary>
    public LayeredPrefillLatency Qwen => (LayeredPrefillLatency)engines["qwen"].Latency;

    /// <summary>The lengths.</summary>
    public LayeredPrefillWorkload Workload => workload;

    /// <summary>Chunked prefill as the paper's code has it: decodes first, then prompts, until the chunk is full.</summary>
    public static ServingPolicy Chunked(int chunk) => new($"chunked-{chunk}")
    {
        Prefill = new TokenChunks { Budget = chunk },
        Batching = new StallFreeBatching { MaxBatch = 256, Watermark = 0 },
    };

    /// <summary>Layered prefill as the paper's code has it.</summary>
    public static ServingPolicy Layered(int groups) => new("layered") { Prefill = new LayerGroups { Grouping = new TableGrouping(groups) }, Batching = new LayeredBatching() };

    /// <summary>The paper's idea carried on: groups by a target of the time between tokens, in seconds.</summary>
    public static ServingPolicy Adaptive(double target) => new("layered-adaptive")
    {
        Prefill = new LayerGroups { Grouping = new AdaptiveGrouping(target) },
        Batching = new LayeredBatching(),
    };

    /// <summary>Ours: as many layers a step as the target leaves room for, and at least a slice; seconds.</summary>
    public static ServingPolicy Stream(double target, double slice, int budget = 10240) => new("layer-stream")
    {
        Prefill = new LayerStream { TargetSeconds = target, LeastSliceSeconds = slice, AdmissionBudget = budget },
        Batching = new LayerStreamBatching(),
    };

    /// <summary>Runs a policy with several seeds.</summary>
    public LayeredPrefillMean Mean(string model, string dataset, double rate, ServingPolicy policy, IReadOnlyList<ulong> seeds, int? half = null, int count = 400) =>
        new(ServingGrid.Run([.. seeds.Select(seed => new LayeredPrefillCell(model, dataset, rate, seed, policy, half, count))], Measure));

    /// <summary>Runs a cell.</summary>
    public LayeredPrefillOutcome Measure(LayeredPrefillCell cell)
    {
        var (latency, blocks) = engines[cell.Model];
        var limits = new EngineLimits { KvBlocks = blocks, MaxSequences = 256, TokenBudget = 8192, PrefixCaching = false };
        var requests = workload.Of(cell.Dataset, cell.Rate, cell.Seed, cell.Count, cell.Half);
        return new(cell, ServingRun.Of(requests, Fleet.Of(new(limits, latency, cell.Policy))));
    }

    private static (ILatencyModel, int) Engine(string model)
    {
        var shape = ModelShapes.Find(model);
        return (new LayeredPrefillLatency(shape), KvCapacity.Of(shape, Gpus.Find("h100"), new(2)).Blocks);
    }
}
