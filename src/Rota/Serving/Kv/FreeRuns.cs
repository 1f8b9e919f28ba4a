namespace Rota.Serving.Kv;

/// <summary>Free space as maximal runs of adjacent pages, found by start and by length; neighbours merge.</summary>
internal sealed class FreeRuns
{
    private readonly SortedSet<(int Start, int Length)> byStart = [];
    private readonly SortedSet<(int Length, int Start)> byLength = [];

    public FreeRuns(int pages)
    {
        if (pages > 0) Insert(new(0, pages));
    }

    /// <summary>Number of runs.</summary>
    public int Count => byStart.Count;

    /// <summary>The runs in order of their starts.</summary>
    public IEnumerable<PageRun> All => byStart.Select(run => new PageRun(run.Start, run.Length));

    /// <summary>Gives pages back.</summary>
    public void Add(PageRun run)
    {
        if (run.Length == 0) return;
        if (Before(run.Start) is { } before && before.End == run.Start)
        {
            Remove(before);
            run = new(before.Start, before.Length + run.Length);
        }
        if (From(run.End) is { } behind && behind.Start == run.End)
        {
            Remove(behind);
            run = new(run.Start, run.Length + behind.Length);
        }
        Insert(run);
    }

    /// <summary>Takes the smallest run of at least <paramref name="length"/> pages, cut to it, else the largest there is; an empty run when none is left.</summary>
    public PageRun Take(int length)
    {
        if (byLength.Count == 0) return default;
        var found = byLength.GetViewBetween((length, 0), (int.MaxValue, int.MaxValue)).Min;
        if (found == default) found = byLength.Max;
        return Cut(new(found.Start, found.Length), length);
    }

    /// <summary>Takes up to <paramref name="length"/> free pages that begin at <paramref name="start"/>; an empty run when that page is not free.</summary>
    public PageRun TakeAt(int start, int length) => From(start) is { } run && run.Start == start ? Cut(run, length) : default;

    private PageRun Cut(PageRun run, int length)
    {
        Remove(run);
        if (run.Length <= length) return run;
        Insert(new(run.Start + length, run.Length - length));
        return new(run.Start, length);
    }

    private PageRun? Before(int start) =>
        byStart.GetViewBetween((int.MinValue, 0), (start, int.MinValue)).Max is var run && run != default ? new(run.Start, run.Length) : null;

    private PageRun? From(int start) =>
        byStart.GetViewBetween((start, int.MinValue), (int.MaxValue, int.MaxValue)).Min is var run && run != default ? new(run.Start, run.Length) : null;

    private void Insert(PageRun run)
    {
        byStart.Add((run.Start, run.Length));
        byLength.Add((run.Length, run.Start));
    }

    private void Remove(PageRun run)
    {
        byStart.Remove((run.Start, run.Length));
        byLength.Remove((run.Length, run.Start));
    }
}
