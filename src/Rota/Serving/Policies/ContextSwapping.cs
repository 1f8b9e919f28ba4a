using Rota.Serving.Engine;
using Rota.Serving.Kv;

namespace Rota.Serving.Policies;

/// <summary>
/// The live part of every <see cref="HostSwap"/>: where contexts lie in both memories, what the host still has of them, and when the links are free.
/// A swap-out frees its pages at once; a copy into them, and a step that writes them, waits for it and for no other. A copy back in waits for the copy out
/// of the same context.
/// </summary>
internal sealed class ContextSwapping(HostSwap choice, PolicyContext context, PageLayout gpu, PageLayout hostLayout) : Swapping
{
    private readonly HostCopies host = new(hostLayout, context.Limits.BlockSize);
    private readonly PendingCopies leaving = new();
    private readonly Dictionary<int, long> outEnds = [];
    private readonly List<(int Context, long End)> dropAt = [];
    private readonly Dictionary<int, int> requestOf = [];
    private readonly int pageTokens = context.Limits.BlockSize;
    private readonly int layers = context.Profile.Layers;
    private readonly int callsPerRun = 2 * context.Profile.Layers;
    private readonly double pageBytes = (double)context.Limits.BlockSize * context.Profile.KvBytesPerToken;
    private long outFree, inFree;
    private long cursor;
    private long waitUntil;
    private long conflict;
    private long streamFrom, streamTo;
    private readonly HashSet<int> promised = [];
    private long plannedAt = -1, planned;
    private double stepTime, swapInTime;

    /// <summary>The host's copies stay when contexts come back.</summary>
    public bool Keeps { get; init; }

    /// <summary>Copies go on beside steps.</summary>
    public bool Beside { get; init; }

    /// <summary>Share of the selected requests that must be on the GPU for a swap-in to go on beside the step.</summary>
    public double ReadyShare { get; init; } = 0.5;

    /// <summary>Full pages of contexts on the GPU are copied out while the link is idle.</summary>
    public bool WriteBehind { get; init; }

    /// <summary>Contexts that are waited for come in layer by layer while the step computes.</summary>
    public bool Streams { get; init; }

    /// <summary>GB/s at which pages are gathered into one piece; null when they are copied run by run.</summary>
    public double? GatherBandwidth { get; init; }

    /// <summary>Pages on the GPU, for checks.</summary>
    public PageLayout Gpu => gpu;

    /// <summary>The host's copies, for checks.</summary>
    public HostCopies Host => host;

    public override int HostTokens(ServingView view, int request)
    {
        var known = host.Tokens(view.ContextOf(request));
        return view.State(request) == RequestState.SwappedOut
            ? Math.Min(known, view.Computed(request))
            : Math.Min(known, Math.Min(view.ContinuedTokens(request), view.Known(request) - 1));
    }

    public override bool CanCome(ServingView view, int request, int tokens)
    {
        if (choice.Free) return true;
        if (plannedAt != view.Now)
        {
            (plannedAt, planned) = (view.Now, Math.Max(0, inFree - view.Now));
            promised.Clear();
        }
        var pages = (tokens + pageTokens - 1) / pageTokens;
        var context = view.ContextOf(request);
        var time = choice.Link.Duration((long)host.Layout.Runs(context, 0, pages).Count * callsPerRun, pages * pageBytes);
        var end = Math.Max(planned, outEnds.GetValueOrDefault(context) - view.Now) + time;
        // What takes longer than a step has to come all the same, when the link has nothing else to do.
        if (end > stepTime && planned > 0) return false;
        planned = end;
        promised.Add(request);
        return true;
    }

    public override bool Waits(ServingView view, int request, int tokens, int ready, int selected)
    {
        if (!Beside || choice.Free) return true;
        if (Streams && (promised.Contains(request) || CanCome(view, request, tokens))) return true;
        // Copies longer than a step cost more to wait for: then half as many ready requests will do.
        var share = swapInTime > stepTime ? ReadyShare / 2 : ReadyShare;
        return ready < share * selected;
    }

    public override void BeginCopies(ServingView view)
    {
        var now = view.Now;
        (cursor, waitUntil, conflict) = (now, 0, 0);
        (streamFrom, streamTo) = (SimTime.Never, 0);
        leaving.Advance(now);
        for (var i = dropAt.Count - 1; i >= 0; i--)
        {
            if (dropAt[i].End > now) continue;
            host.Drop(dropAt[i].Context);
            dropAt.RemoveAt(i);
        }
    }

    public override void SwapOut(ServingView view, PolicyParts parts, int context, int tokens)
    {
        var now = view.Now;
        Statistics.ContextsOut++;
        var (from, to) = host.Store<HostRank>(context, tokens, other => Rank(view, parts, other));
        Statistics.LostTokens += tokens - Math.Min(tokens, host.Tokens(context));
        if (from == to) return;
        var source = gpu.Runs(context, from, to);
        var start = Math.Max(outFree, Beside ? now : cursor);
        if (choice.SharedLink) start = Math.Max(start, inFree);
        var end = start + Duration(source, host.Layout.Runs(context, from, to), to - from);
        outFree = end;
        Statistics.PagesOut += to - from;
        outEnds[context] = end;
        if (!Beside) cursor = waitUntil = end;
        else if (end > now) leaving.Add(source, end);
    }

    public override long SwapIn(ServingView view, int request, int tokens, bool waits)
    {
        var context = view.ContextOf(request);
        var now = view.Now;
        Statistics.ContextsIn++;
        if (waits) Statistics.Waited++;
        if (conflict > now) Statistics.Conflicts++;
        // What the context's pages still hold of others has to leave first, and so has the context itself.
        var start = Math.Max(Math.Max(inFree, conflict), Math.Max(Beside ? now : cursor, outEnds.GetValueOrDefault(context)));
        if (choice.SharedLink) start = Math.Max(start, outFree);
        conflict = 0;
        if (tokens == 0) return now;
        var pages = (tokens + pageTokens - 1) / pageTokens;
        var duration = Duration(host.Layout.Runs(context, 0, pages), gpu.Runs(context, 0, pages), pages);
        var end = start + duration;
        inFree = end;
        Statistics.PagesIn += pages;
        swapInTime += 0.1 * (duration - swapInTime);
        if (waits && Streams) (streamFrom, streamTo) = (Math.Min(streamFrom, start), Math.Max(streamTo, end));
        else if (waits) waitUntil = Math.Max(waitUntil, end);
        if (!Beside) cursor = end;
        host.Touch(context);
        if (!Keeps) dropAt.Add((context, end));
        return end;
    }

    public override long EndCopies(ServingView view)
    {
        if (conflict > view.Now) Statistics.Conflicts++;
        return Math.Max(0, Math.Max(waitUntil, conflict) - view.Now);
    }

    /// <summary>
    /// The first layer waits for the first share of what comes, the last one for all of it; what lies between is on the line between the two.
    /// </summary>
    public override long StreamDelay(ServingView view, long stall, long duration)
    {
        if (streamTo == 0) return 0;
        var begin = view.Now + stall;
        var end = Math.Max(Math.Max(begin, streamFrom + ((streamTo - streamFrom) / layers)) + duration, streamTo + (duration / layers));
        return end - begin - duration;
    }

    public override void Resized(ServingView view, int context, int pages)
    {
        var before = gpu.Pages(context);
        gpu.Resize(context, pages);
        if (pages > before && leaving.Count > 0) conflict = Math.Max(conflict, leaving.ConflictEnd(gpu.Runs(context, before, pages)));
    }

    public override void Queued(ServingView view, int request) => requestOf[view.ContextOf(request)] = request;

    public override void Admitted(ServingView view, int request)
    {
        // A turn that does not repeat all of the context makes what is behind worthless.
        if (view.Generated(request) == 0) host.Cut(view.ContextOf(request), view.ContinuedTokens(request));
    }

    public override void Finished(ServingView view, int request)
    {
        if (view.ToolCalled(request) < 0) Forget(view.ContextOf(request));
    }

    public override void Aborted(ServingView view, int request) => Forget(view.ContextOf(request));

    public override void StepEnded(ServingView view, StepPlan plan, long duration)
    {
        stepTime += 0.1 * (duration - stepTime);
        // A request fills a page in so many steps; looking more often would find little.
        if (WriteBehind && view.StepCount % (pageTokens / 2) == 0) CopyBehind(view);
    }

    public override void Check(int usedBlocks)
    {
        gpu.Check();
        host.Layout.Check();
        if (gpu.Used != usedBlocks) throw new InvalidOperationException($"contexts have {gpu.Used} pages on the GPU, {usedBlocks} blocks are in use");
        foreach (var context in host.Contexts)
            if (host.Layout.Pages(context) != (host.Tokens(context) + pageTokens - 1) / pageTokens) throw new InvalidOperationException($"context {context} has pages on the host that hold nothing");
    }

    /// <summary>Copies out what idle contexts and running requests have that the host has not, as long as the link would be idle.</summary>
    private void CopyBehind(ServingView view)
    {
        var busyUntil = view.Now + (long)(stepTime * pageTokens / 2);
        foreach (var hold in view.Holds.Values.OrderBy(hold => hold.Since).ThenBy(hold => hold.Program))
            if (outFree < busyUntil) CopyBehind(view, hold.Program, hold.Tokens);
        for (var request = view.FirstRunning; request >= 0 && outFree < busyUntil; request = view.NextRunning(request))
            CopyBehind(view, view.ContextOf(request), view.Computed(request) / pageTokens * pageTokens);
    }

    private void CopyBehind(ServingView view, int context, int tokens)
    {
        var (from, to) = host.Store<HostRank>(context, tokens, _ => null);
        if (from == to) return;
        var start = Math.Max(outFree, view.Now);
        if (choice.SharedLink) start = Math.Max(start, inFree);
        var source = gpu.Runs(context, from, to);
        outFree = start + Duration(source, host.Layout.Runs(context, from, to), to - from);
        outEnds[context] = outFree;
        Statistics.PagesOut += to - from;
        if (outFree > view.Now) leaving.Add(source, outFree);
    }

    private void Forget(int context)
    {
        host.Drop(context);
        outEnds.Remove(context);
        requestOf.Remove(context);
        dropAt.RemoveAll(drop => drop.Context == context);
    }

    private long Duration(List<PageRun> source, List<PageRun> destination, int pages)
    {
        var runs = GatherBandwidth is null ? CopyRuns.Count(source, destination) : 1;
        var calls = GatherBandwidth is null ? (long)runs * callsPerRun : 1;
        Statistics.Runs += runs;
        Statistics.Calls += calls;
        if (choice.Free) return 0;
        var bytes = pages * pageBytes;
        var time = choice.Link.Duration(calls, bytes);
        if (GatherBandwidth is { } bandwidth) time += (long)(2 * bytes / bandwidth * 1e3);
        Statistics.LinkTime += time;
        return time;
    }

    /// <summary>
    /// Whose copy goes first when the host is full: contexts on the GPU before idle ones; of those on the GPU the least urgent, of the idle ones the one used
    /// longest ago. Copies that a live request needs stay.
    /// </summary>
    private HostRank? Rank(ServingView view, PolicyParts parts, int context)
    {
        var request = requestOf.GetValueOrDefault(context, -1);
        var state = request < 0 ? RequestState.Finished : view.State(request);
        if (gpu.Pages(context) > 0)
            return state == RequestState.Swapping ? null
                : state == RequestState.Finished ? new HostRank(2, new(long.MaxValue)) : new HostRank(2, parts.Order.Key(view, request));
        return state == RequestState.Finished ? new HostRank(1, new(-host.LastUse(context))) : null;
    }

    private readonly record struct HostRank(int Class, OrderKey Key) : IComparable<HostRank>
    {
        public int CompareTo(HostRank other) => Class != other.Class ? Class.CompareTo(other.Class) : Key.CompareTo(other.Key);
    }
}
