using System.Collections.Immutable;
using Rota.Serving.Latency;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving;

/// <summary>A way to switch contexts.</summary>
/// <param name="Name">As in the paper's ladder.</param>
/// <param name="Swap">How contexts move; null recomputes.</param>
/// <param name="PrefixCache">What was freed and not yet overwritten is found again; only for recomputing.</param>
internal sealed record FastSwitchContender(string Name, HostSwap? Swap, bool PrefixCache = false)
{
    /// <summary>Who runs; the same for all but ours.</summary>
    public PriorityBatching Batching { get; init; } = new();

    public const string Baseline = "vllm-swap";
    public const string Paper = "fastswitch";
    public const string Ours = "fastswitch-plus";
    public const string Ideal = "ideal";
    public const string IdealBackfilled = "ideal + backfill";
    public const string Recompute = "vllm-recompute";
    public const string CachedRecompute = "recompute + cache";

    /// <summary>The paper's mechanisms one by one.</summary>
    public static ImmutableArray<FastSwitchContender> Ladder { get; } =
    [
        new(Baseline, new PageSwap()),
        new("+groups", new GroupSwap { Async = false, Reuse = false }),
        new("+groups+async", new GroupSwap { Reuse = false }),
        new(Paper, new GroupSwap()),
    ];

    /// <summary>What else they are measured against, and ours.</summary>
    public static ImmutableArray<FastSwitchContender> Others { get; } =
    [
        new("merge-buffer", new MergeBuffer()),
        new(Recompute, null),
        new(CachedRecompute, null, PrefixCache: true),
        new("no-preempt", null, PrefixCache: true) { Batching = new PriorityBatching { Preempts = false } },
        new(Ideal, new IdealSwap()),
        new(IdealBackfilled, new IdealSwap()) { Batching = new PriorityBatching { Backfills = true } },
        new("fastswitch + backfill", new GroupSwap()) { Batching = new PriorityBatching { Backfills = true } },
        new("our copies", FastSwitchPolicies.Plus),
        new("our copies + pace", FastSwitchPolicies.Plus) { Batching = new PriorityBatching { Paced = true } },
        new(Ours, FastSwitchPolicies.Plus) { Batching = FastSwitchPolicies.PlusBatching },
    ];

    /// <summary>The same on another link.</summary>
    public FastSwitchContender On(CopyModel link) =>
        this with { Name = FormattableString.Invariant($"{Name} at {link.Bandwidth} GB/s, {link.DispatchMicroseconds} us"), Swap = Swap! with { Link = link } };
}
