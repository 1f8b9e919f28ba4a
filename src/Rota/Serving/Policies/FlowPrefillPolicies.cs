using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>FlowPrefill, its ablations and its baselines, with the control costs of its calibration: 2 ms a job, 4 ms a chunk of the baselines.</summary>
public static class FlowPrefillPolicies
{
    private const string Paper = "FlowPrefill (arXiv 2602.16603)";

    // Before the catalog, which is made of it.
    private static readonly PredictorOptions Corrected = new() { OnlineWeight = 0.05 };

    /// <summary>FlowPrefill as released: two boundaries a layer, S-EDF, SLO batching.</summary>
    public static ServingPolicy FlowPrefill { get; } = new("flowprefill")
    {
        Source = $"{Paper}: prefill stopped at operators, rounds at arrivals and completions, slack-aware EDF, SLO batching",
        Order = new SlackAwareEdf(),
        Prefill = new OperatorSegments(),
        Batching = new PreemptiveJobs(),
    };

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<ServingPolicy> All { get; } =
    [
        FlowPrefill,
        FlowPrefill with { Name = "flowprefill-fine", Source = $"{Paper}: five boundaries a layer", Prefill = new OperatorSegments { Point = PreemptionPoint.FineOperator } },
        FlowPrefill with { Name = "flowprefill-layer", Source = $"{Paper}, ablation: stops at layers", Prefill = new OperatorSegments { Point = PreemptionPoint.Layer } },
        FlowPrefill with { Name = "flowprefill-chunk", Source = $"{Paper}, ablation: stops at the ends of chunks", Prefill = new OperatorSegments { Point = PreemptionPoint.Chunk } },
        FlowPrefill with
        {
            Name = "flowprefill-prompt", Source = $"{Paper}, ablation: never stops",
            Prefill = new OperatorSegments { Point = PreemptionPoint.Prompt, ChunkTokens = int.MaxValue },
        },
        FlowPrefill with { Name = "flowprefill-edf", Source = $"{Paper}, ablation: plain EDF", Order = new EarliestDeadlineFirst() },
        FlowPrefill with { Name = "flowprefill-single", Source = $"{Paper}, ablation: no batching", Batching = new PreemptiveJobs { BatchTokens = 0 } },
        FlowPrefill with { Name = "flowprefill-shortest", Source = "shortest remaining prefill first, stopped at operators", Order = new ShortestPrefillFirst() },
        FlowPrefill with { Name = "flowprefill-preflow", Source = "PREFLOW's order (vllm-ascend 16360), stopped at operators", Order = new PreflowOrder() },
        FlowPrefill with
        {
            Name = "fewest-late", Source = "ours: FlowPrefill that keeps the largest set of requests on time together (Moore and Hodgson) and gives the others up early",
            Order = new FewestLate { Predictor = Corrected },
            Batching = new PreemptiveJobs { JoinOnTimeOnly = true, Predictor = Corrected },
        },
        Baseline("fcfs", "first come first served, whole prompts packed up to 8192 tokens", new FirstComeFirstServed(), null),
        Baseline("fcfs", "first come first served", new FirstComeFirstServed(), 8192),
        Baseline("fcfs", "first come first served", new FirstComeFirstServed(), 2048),
        Baseline("fcfs", "first come first served", new FirstComeFirstServed(), 1024),
        Baseline("fcfs", "first come first served", new FirstComeFirstServed(), 512),
        Baseline("edf", "earliest deadline first", new EarliestDeadlineFirst(), 8192),
        Baseline("edf", "earliest deadline first", new EarliestDeadlineFirst(), 2048),
        Baseline("edf", "earliest deadline first", new EarliestDeadlineFirst(), 512),
        Baseline("s-edf", "slack-aware EDF", SlackAware(8192), 8192),
        Baseline("s-edf", "slack-aware EDF", SlackAware(2048), 2048),
        Baseline("s-edf", "slack-aware EDF", SlackAware(512), 512),
        Baseline("shortest", "shortest prefill first", new ShortestPrefillFirst(), 2048),
        Baseline("preflow", "PREFLOW's order", new PreflowOrder(), 2048),
    ];

    private static SlackAwareEdf SlackAware(int chunk) => new() { Predictor = new() { ChunkTokens = chunk, ControlMilliseconds = 0, ChunkControlMilliseconds = 4 } };

    private static ServingPolicy Baseline(string order, string text, OrderChoice choice, int? chunk) => new(chunk is { } size ? $"{order}-chunk-{size}" : $"{order}-whole")
    {
        Source = chunk is { } tokens ? $"{text} at the ends of chunks of {tokens} tokens" : text,
        Order = choice,
        Prefill = chunk is { } budget ? new TokenChunks { Budget = budget } : new WholePrompts { Budget = 8192 },
        Batching = new OrderedChunks { ControlMilliseconds = 4 },
    };
}
