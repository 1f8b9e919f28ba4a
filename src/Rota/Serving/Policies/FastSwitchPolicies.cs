using System.Collections.Immutable;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>FastSwitch (Shen, Li, Gao, arXiv 2411.18424), what it is measured against, and its mechanisms under real notions of fairness.</summary>
public static class FastSwitchPolicies
{
    /// <summary>In the order of listings.</summary>
    public static ImmutableArray<ServingPolicy> All { get; } =
    [
        ByPriority("fastswitch", new GroupSwap()) with { Source = "FastSwitch (arXiv 2411.18424): preemption by priority; groups of pages, copies beside steps, host copies reused" },
        ByPriority("fastswitch-groups", new GroupSwap { Async = false, Reuse = false }) with { Source = "FastSwitch with groups of pages only" },
        ByPriority("fastswitch-groups-async", new GroupSwap { Reuse = false }) with { Source = "FastSwitch without reuse of host copies" },
        ByPriority("fastswitch-plus", new GroupSwap { WriteBehind = true, Streams = true }) with
        {
            Batching = PlusBatching,
            Source = "ours: FastSwitch with copies out behind the steps, layers that come in while the step computes, and no more switches a step than the link carries",
        },
        ByPriority("priority-swap", new PageSwap()) with { Source = "FastSwitch's baseline, vLLM 0.3.3: preemption by priority, swapping page by page while the GPU waits" },
        ByPriority("priority-merge-buffer", new MergeBuffer()) with { Source = "preemption by priority, pages gathered in a buffer and copied at once" },
        ByPriority("priority-ideal-swap", new IdealSwap()) with { IsBound = true, Source = "preemption by priority, swapping that takes no time: a bound" },
        ByPriority("priority-recompute", null) with { Source = "preemption by priority, lost contexts are computed again" },
        ByPriority("priority-entry", null) with { Batching = new PriorityBatching { Preempts = false }, Source = "priorities order the queue only, nobody is preempted for another" },
        ByPriority("fastswitch-vtc", new GroupSwap()) with { Order = new VirtualTokenCounter(), Source = "FastSwitch's swapping under virtual token counters (Sheng et al., OSDI 2024)" },
        ByPriority("fastswitch-drr", new GroupSwap()) with { Order = new DeficitRoundRobin(), Source = "FastSwitch's swapping under deficit round robin" },
        ByPriority("fastswitch-slack", new GroupSwap()) with { Order = new SlackPriority(), Source = "FastSwitch's swapping, least slack to the next token's target first" },
    ];

    /// <summary>
    /// Ours: FastSwitch's groups and reuse, with full pages copied out behind the steps before they have to go, and contexts that come in layer by layer while the
    /// step computes.
    /// </summary>
    public static GroupSwap Plus => new() { WriteBehind = true, Streams = true };

    /// <summary>Ours: the paper's order, at the pace of the link.</summary>
    public static PriorityBatching PlusBatching => new() { Paced = true, Backfills = true };

    /// <summary>Preemption by the Random trace with a way to swap; null recomputes.</summary>
    public static ServingPolicy ByPriority(string name, SwapChoice? swap) => new(name)
    {
        Order = new RandomPriority(),
        Batching = new PriorityBatching(),
        Retention = new HoldUntilNeeded(),
        Swap = swap,
    };
}
