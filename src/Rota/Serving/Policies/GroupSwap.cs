using Rota.Serving.Engine;
using Rota.Serving.Kv;

namespace Rota.Serving.Policies;

/// <summary>
/// FastSwitch (Shen, Li, Gao, arXiv 2411.18424): pages lie in groups that cross the link in one copy (3.2); copies out, and copies in unless the GPU would run
/// nearly empty, go on beside the steps (3.3); the host's copies are kept, so that only what is new is copied out again (3.4). Each can be switched off.
/// </summary>
public sealed record GroupSwap : HostSwap
{
    /// <summary>Pages of a new group, g0: 8 to 128 are sensible.</summary>
    public int GroupPages { get; init; } = 60;

    /// <summary>Below this share of pages that nobody uses, groups are no larger than needed.</summary>
    public double Watermark { get; init; } = 0.05;

    /// <summary>Copies go on beside the steps.</summary>
    public bool Async { get; init; } = true;

    /// <summary>A swap-in is not waited for when at least this share of the selected requests is on the GPU.</summary>
    public double ReadyShare { get; init; } = 0.5;

    /// <summary>The host's copies are kept when contexts come back.</summary>
    public bool Reuse { get; init; } = true;

    /// <summary>
    /// Ours: full pages of contexts on the GPU are copied out while the link is idle, so that little is left to copy when they have to go. Needs
    /// <see cref="Reuse"/>.
    /// </summary>
    public bool WriteBehind { get; init; }

    /// <summary>Ours: a context that is waited for comes in layer by layer while the step computes, as far as the copies take no longer than a step.</summary>
    public bool Streams { get; init; }

    /// <inheritdoc/>
    public override string Name => (Async, Reuse) switch
    {
        (false, false) => "groups",
        (true, false) => "groups-async",
        (false, true) => "groups-reuse",
        _ => "groups-async-reuse" + (WriteBehind ? "-behind" : "") + (Streams ? "-streams" : ""),
    };

    private protected override Swapping Live(PolicyContext context)
    {
        if (GroupPages < 1) throw new RotaException($"{Name}: groups of {GroupPages} pages, expected at least 1");
        if (!(Watermark is >= 0 and <= 1)) throw new RotaException($"{Name}: a watermark of {Watermark}, expected 0 to 1");
        if (!(ReadyShare is >= 0 and <= 1)) throw new RotaException($"{Name}: a ready share of {ReadyShare}, expected 0 to 1");
        if (WriteBehind && !(Reuse && Async)) throw new RotaException($"{Name}: writing behind needs copies that are kept and go on beside the steps");
        return new ContextSwapping(this, context, new PageGroups(context.Limits.KvBlocks, GroupPages, Watermark), new PageGroups(HostPages(context), GroupPages, Watermark))
        {
            Keeps = Reuse,
            Beside = Async,
            ReadyShare = ReadyShare,
            WriteBehind = WriteBehind,
            Streams = Streams,
        };
    }
}
