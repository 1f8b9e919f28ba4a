using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>SGLang's scheduler with each of its orders, and the two small engines that keep prompts and answers apart as it does.</summary>
public static class SglangPolicies
{
    /// <summary>In the order of listings; part of <see cref="ServingPolicies.All"/>.</summary>
    public static IReadOnlyList<ServingPolicy> All { get; } =
    [
        Sglang("sglang", SglangRule.FirstComeFirstServed, "first come first served"),
        Sglang("sglang-lpm", SglangRule.LongestPrefix, "longest cached prefix first"),
        Sglang("sglang-dfs-weight", SglangRule.DepthFirst, "depth first through the cached prefixes"),
        Sglang("sglang-lof", SglangRule.LongestOutput, "longest declared answer first"),
        Sglang("sglang-random", SglangRule.Random, "by chance"),
        Sglang("sglang-priority", SglangRule.Priority, "by class"),
        new("nano-vllm")
        {
            Source = "nano-vllm: batches of whole prompts up to 16384 tokens, only the first one cut, before batches of decodes; newest preempted",
            Prefill = new TokenChunks { Budget = 16384 }, Batching = new PrefillFirst { CutsFirstOnly = true },
        },
        new("mini-sglang")
        {
            Source = "mini-sglang: prompts in chunks of 8192 tokens before decodes; prompt and whole answer reserved, nobody taken back",
            Admission = ReservedOutput.Whole, Prefill = new TokenChunks { Budget = 8192 }, Batching = new PrefillFirst(),
        },
    ];

    private static ServingPolicy Sglang(string name, SglangRule rule, string text) => new(name)
    {
        Source = $"SGLang, {text}: prompts in chunks of 8192 tokens before decodes, a decaying share of the answers reserved, fewest generated tokens retracted",
        Order = new SglangOrder { Rule = rule },
        Admission = new ReservedOutput(),
        Prefill = new TokenChunks { Budget = 8192 },
        Batching = new PrefillFirst(),
    };
}
