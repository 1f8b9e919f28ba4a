namespace Rota.Serving.Kv;

/// <summary>
/// FastSwitch's dynamic block groups (section 3.2): a context's pages lie in groups of adjacent ones. It grows into the unused tail of its last group, then into the
/// free pages behind that group, then into a new group; when no free run is left, half of the largest unused tail is taken back. A tail is
/// reclaimable at any time, so nothing is refused that plain paging would give.
/// </summary>
/// <param name="pages">Pages of the memory.</param>
/// <param name="firstSize">Pages of a new group, g0; 60 by default, sensible from 8 to 128.</param>
/// <param name="watermark">Below this share of pages that nobody uses, groups are as large as needed and no larger.</param>
internal sealed class PageGroups(int pages, int firstSize = 60, double watermark = 0.05) : PageLayout(pages)
{
    private readonly FreeRuns free = new(pages);
    private readonly Dictionary<int, Context> contexts = [];

    /// <summary>Number of free runs.</summary>
    public int FreeRunCount => free.Count;

    /// <summary>Pages set aside at the end of a context's last group.</summary>
    public int Tail(int context) => contexts.TryGetValue(context, out var held) ? held.Tail : 0;

    /// <summary>The groups of a context, unused tail included.</summary>
    public IReadOnlyList<PageRun> Groups(int context) => contexts.TryGetValue(context, out var held) ? held.Groups : [];

    public override int Pages(int context) => contexts.TryGetValue(context, out var held) ? held.Used : 0;

    public override void Check()
    {
        var at = 0;
        foreach (var run in contexts.Values.SelectMany(c => c.Groups).Concat(free.All).OrderBy(run => run.Start))
        {
            if (run.Start != at || run.Length <= 0) throw new InvalidOperationException($"page {at} is used twice, or lost: the next run begins at {run.Start}");
            at = run.End;
        }
        if (at != Total) throw new InvalidOperationException($"groups and free runs end at page {at} of {Total}");
        if (contexts.Values.Sum(c => c.Used) != Used) throw new InvalidOperationException("the pages used do not add up");
        foreach (var held in contexts.Values)
            if (held.Groups.Sum(g => g.Length) != held.Used + held.Tail || held.Tail >= held.Groups[^1].Length)
                throw new InvalidOperationException("a tail is longer than its group");
    }

    protected override void Grow(int context, int more)
    {
        if (!contexts.TryGetValue(context, out var held)) contexts[context] = held = new();
        while (more > 0)
        {
            if (held.Tail == 0) MakeTail(held, more);
            var taken = Math.Min(more, held.Tail);
            held.Used += taken;
            held.Tail -= taken;
            more -= taken;
        }
    }

    protected override void Shrink(int context, int fewer)
    {
        var held = contexts[context];
        held.Used -= fewer;
        held.Tail += fewer;
        while (held.Groups.Count > 0 && held.Tail >= held.Groups[^1].Length)
        {
            var last = held.Groups[^1];
            held.Groups.RemoveAt(held.Groups.Count - 1);
            held.Tail -= last.Length;
            free.Add(last);
        }
        // What is left of the last group was in use: it is no tail to keep.
        if (held.Tail > 0) GiveBack(held, held.Tail);
        if (held.Groups.Count == 0) contexts.Remove(context);
    }

    protected override void Collect(int context, int from, int to, List<PageRun> runs)
    {
        var at = 0;
        foreach (var group in contexts[context].Groups)
        {
            var (low, high) = (Math.Max(from, at), Math.Min(to, at + group.Length));
            if (low < high) Append(runs, new(group.Start + low - at, high - low));
            at += group.Length;
        }
    }

    /// <summary>Gives a context that used up its last group at least one page more.</summary>
    private void MakeTail(Context held, int needed)
    {
        if (held.Groups.Count > 0 && free.TakeAt(held.Groups[^1].End, needed) is { Length: > 0 } next)
        {
            held.Groups[^1] = new(held.Groups[^1].Start, held.Groups[^1].Length + next.Length);
            held.Tail += next.Length;
            return;
        }
        if (free.Count == 0) Reclaim(held, needed);
        var size = Free < watermark * Total ? needed : Math.Max(firstSize, needed);
        var run = free.Take(size);
        if (run.Length == 0) throw new InvalidOperationException("no page is left though some are said to be free");
        held.Groups.Add(run);
        held.Tail += run.Length;
    }

    /// <summary>Takes half of the largest unused tail, more when more is needed.</summary>
    private void Reclaim(Context needy, int needed)
    {
        Context? richest = null;
        foreach (var held in contexts.Values)
            if (held != needy && held.Tail > (richest?.Tail ?? 0)) richest = held;
        if (richest is null) return;
        GiveBack(richest, Math.Max((richest.Tail + 1) / 2, Math.Min(needed, richest.Tail)));
    }

    private void GiveBack(Context held, int count)
    {
        var last = held.Groups[^1];
        held.Groups[^1] = new(last.Start, last.Length - count);
        held.Tail -= count;
        free.Add(new(last.End - count, count));
    }

    private sealed class Context
    {
        public List<PageRun> Groups { get; } = [];

        public int Used { get; set; }

        public int Tail { get; set; }
    }
}
