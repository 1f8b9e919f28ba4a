using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>SGLang's orders of the queue (schedule-policy).</summary>
public enum SglangRule
{
    /// <summary>By arrival.</summary>
    FirstComeFirstServed,

    /// <summary>lpm: longest cached prefix first.</summary>
    LongestPrefix,

    /// <summary>dfs-weight: depth first through the tree of cached prefixes, where most wait first.</summary>
    DepthFirst,

    /// <summary>lof: longest declared answer first.</summary>
    LongestOutput,

    /// <summary>By chance.</summary>
    Random,

    /// <summary>By class number.</summary>
    Priority,
}

/// <summary>
/// The queue as SGLang orders it, and its retraction: when a step that decodes lacks memory, the request with the fewest generated tokens goes, of equals the
/// one with the longest prompt. Prefixes are compared in whole blocks, not tokens.
/// </summary>
public sealed record SglangOrder : OrderChoice
{
    /// <summary>Which of the orders.</summary>
    public SglangRule Rule { get; init; } = SglangRule.FirstComeFirstServed;

    /// <summary>Longest queue that is sorted by prefix; longer ones go by arrival.</summary>
    public int MaxSorted { get; init; } = 128;

    /// <summary>A request with at most this many cached tokens...</summary>
    public int FewCached { get; init; } = 32;

    /// <summary>...that shares at least this many with one in front of it in the queue waits for that one to fill the cache.</summary>
    public int Shared { get; init; } = 32;

    /// <inheritdoc/>
    public override string Name => Rule switch
    {
        SglangRule.LongestPrefix => "lpm",
        SglangRule.DepthFirst => "dfs-weight",
        SglangRule.LongestOutput => "lof",
        SglangRule.Random => "sglang-random",
        SglangRule.Priority => "sglang-priority",
        _ => "sglang-fcfs",
    };

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new SglangQueue(this, context.Random.Split("sglang-order"));
}
