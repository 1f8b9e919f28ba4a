using Rota.Formats;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>All serving policies by name: papers, their baselines, and our own. Adding one: a value here, and a file for each choice that is new.</summary>
public static class ServingPolicies
{
    /// <summary>In the order of listings.</summary>
    public static IReadOnlyList<ServingPolicy> All { get; } =
    [
        new("vllm") { Source = "vLLM V1: first come first served, chunked prefill mixed with decodes, newest preempted and recomputed" },
        new("vllm-512")
        {
            Source = "vLLM V1 with steps of 512 tokens: smooth decodes, slow prompts",
            Prefill = new TokenChunks { Budget = 512 },
        },
        new("sarathi")
        {
            Source = "Sarathi-Serve as Vidur has it: decodes first, prompts in chunks of 512 tokens, 128 requests, 1 % watermark",
            Prefill = new TokenChunks { Budget = 512 }, Batching = new StallFreeBatching(),
        },
        new("orca")
        {
            Source = "Orca: whole prompts join the decodes, up to 16384 tokens a step",
            Prefill = new WholePrompts { Budget = 16384 },
        },
        new("faster-transformer")
        {
            Source = "FasterTransformer: fixed batches, nobody joins before all are done",
            Prefill = new WholePrompts(), Batching = new FixedBatching(),
        },
        new("layered-prefill")
        {
            Source = "Layered prefill (arXiv 2510.08055): a batch of prompts passes one of up to 16 layer groups a step, decodes pass all",
            Prefill = new LayerGroups(), Batching = new LayeredBatching(),
        },
        new("layered-adaptive")
        {
            Source = "layered prefill with as few groups as a target of 30 ms a step allows",
            Prefill = new LayerGroups { Grouping = new AdaptiveGrouping() }, Batching = new LayeredBatching(),
        },
        new("layer-stream")
        {
            Source = "ours: layered prefill without fixed groups, as many layers a step as a target of 30 ms leaves room for; long prompts in equal pieces",
            Prefill = new LayerStream(), Batching = new LayerStreamBatching(),
        },
        new("chunks-shortest")
        {
            Source = "ours: steps of 1408 tokens for smooth decodes, the shortest prompt first for quick first tokens, and nobody waits much longer than in order of arrival",
            Prefill = new TokenChunks { Budget = 1408 }, Order = new ShortestBounded(),
        },
        .. AgentPolicies.All,
        .. FlowPrefillPolicies.All,
        .. PastFuturePolicies.All,
        .. SglangPolicies.All,
        .. LapsPolicies.All,
        .. FastSwitchPolicies.All,
    ];

    /// <summary>The policy of a name.</summary>
    /// <exception cref="RotaException">There is none; says the nearest.</exception>
    public static ServingPolicy Find(string name) =>
        All.FirstOrDefault(policy => policy.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown policy '{name}'{Nearest.Hint(name, All.Select(policy => policy.Name))}");
}
