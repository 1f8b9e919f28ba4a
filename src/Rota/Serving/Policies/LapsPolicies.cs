using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>LAPS (arXiv 2601.11589) as printed and as released, its ablations, its baselines for prefill instances, and ours.</summary>
public static class LapsPolicies
{
    private static readonly LengthAwareBatching Paper = new() { Graphs = GraphShapes.Paper };

    /// <summary>LAPS as printed, with Algorithm 1's window and a depth that grows again.</summary>
    public static ServingPolicy Laps { get; } = Make("laps", "LAPS (arXiv 2601.11589): short prompts apart, adaptive wait and depth, captured graphs", Paper);

    /// <summary>In the order of listings; part of <see cref="ServingPolicies.All"/>.</summary>
    public static IReadOnlyList<ServingPolicy> All { get; } =
    [
        Make("prefill-fcfs", "prompts packed in order of arrival up to 8192 tokens, ordinary kernels: what LAPS calls vanilla SGLang", new() { Split = false }, 8192),
        Make("prefill-graphs", "LAPS, ablation: packed in order of arrival, graphs where they fit", Paper with { Split = false }, 8192),
        Make("laps-split", "LAPS, ablation: short prompts apart, ordinary kernels, no window", new() { MaxWindowSeconds = 0 }),
        Make("laps-no-window", "LAPS, ablation: short prompts apart, graphs, no window", Paper with { MaxWindowSeconds = 0 }),
        Make("laps-code", "LAPS as released: boundary 256 on whole prompts, window 5 ms, up to 8 prompts, short ones always first", new()
        {
            ByFullLength = true, Graphs = GraphShapes.Code, LeastGraphRequests = 2, CheaperOnly = false, Window = WindowRule.Fixed, MaxWindowSeconds = 0.005, MaxDepth = 8,
            ShortBetweenLong = 0,
        }, 8192),
        Laps,
        Make("laps-deadline", "LAPS with the window of its section on deadlines", Paper with { Window = WindowRule.Deadline }),
        Make("laps-urgent", "LAPS where long prompts that are due go first", Paper with { UrgentFirst = true }),
        Make("laps-patient", "ours: LAPS that waits only while waiting pays, and takes all short prompts that wait", Paper with { OnlyWhenItPays = true, DepthCaps = false }),
        Make("laps-plus", "ours: no classes and no window; fewest tokens left first, nobody behind twice the longest wait in order of arrival, looked at again every 1024 tokens, graphs where they are faster", Paper with { Split = false }, 1024) with
        {
            Order = new ShortestBounded { Bound = 2, PatienceSeconds = 0 },
        },
        Make("prefill-shortest", "shortest prefill first at the ends of chunks of 2048 tokens, with LAPS' graphs", Paper with { Split = false }) with { Order = new ShortestPrefillFirst() },
        Make("prefill-s-edf", "slack-aware EDF (FlowPrefill) at the ends of chunks of 2048 tokens, with LAPS' graphs", Paper with { Split = false }) with
        {
            Order = new SlackAwareEdf { Predictor = new() { ChunkTokens = 2048, ControlMilliseconds = 0 } },
        },
        new("prefill-vllm") { Source = "vLLM V1 on a prefill instance: prompts in order of arrival, steps of 2048 tokens", Prefill = new TokenChunks { Budget = 2048 } },
        Make("laps-fitted", "LAPS with the boundary fitted to step times", Paper with { RefitSteps = 1000 }),
    ];

    private static ServingPolicy Make(string name, string source, LengthAwareBatching batching, int chunk = 2048) =>
        new(name) { Source = source, Prefill = new TokenChunks { Budget = chunk }, Batching = batching };
}
