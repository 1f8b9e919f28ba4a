namespace Rota.Serving.Kv;

/// <summary>
/// Where the pages of contexts lie in a memory. A context's pages are counted in the order of its tokens; it grows and shrinks at its end. Whatever
/// the layout, a context gets every page that plain paging would give it.
/// </summary>
internal abstract class PageLayout(int pages)
{
    /// <summary>Pages in all.</summary>
    public int Total { get; } = pages >= 0 ? pages : throw new ArgumentOutOfRangeException(nameof(pages), pages, "a memory has no negative number of pages");

    /// <summary>Pages that no context uses; those set aside for one count as free.</summary>
    public int Free => Total - Used;

    /// <summary>Pages that contexts use.</summary>
    public int Used { get; protected set; }

    /// <summary>Pages that a context uses.</summary>
    public abstract int Pages(int context);

    /// <summary>A context uses so many pages from now on: more, fewer, or none.</summary>
    public void Resize(int context, int pages)
    {
        var held = Pages(context);
        if (pages == held) return;
        if (pages - held > Free) throw new InvalidOperationException($"context {context} grows by {pages - held} pages, {Free} are free");
        if (pages > held) Grow(context, pages - held);
        else Shrink(context, held - pages);
        Used += pages - held;
    }

    /// <summary>The pages [<paramref name="from"/>, <paramref name="to"/>) of a context, in its order, as runs that are as long as they can be.</summary>
    public List<PageRun> Runs(int context, int from, int to)
    {
        List<PageRun> runs = [];
        if (from < to) Collect(context, from, to, runs);
        return runs;
    }

    /// <summary>Checks that no page belongs to two contexts and that every page is accounted for. For tests.</summary>
    public abstract void Check();

    protected abstract void Grow(int context, int more);

    protected abstract void Shrink(int context, int fewer);

    protected abstract void Collect(int context, int from, int to, List<PageRun> runs);

    /// <summary>Adds a run, joined to the one before when it is its neighbour.</summary>
    protected static void Append(List<PageRun> runs, PageRun run)
    {
        if (run.Length == 0) return;
        if (runs.Count > 0 && runs[^1].End == run.Start) runs[^1] = new(runs[^1].Start, runs[^1].Length + run.Length);
        else runs.Add(run);
    }
}
