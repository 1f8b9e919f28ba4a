namespace Rota.Serving.Kv;

/// <summary>Copies out of pages that are not done yet: their pages may be given to others, but not written before.</summary>
internal sealed class PendingCopies
{
    private readonly List<(List<PageRun> Runs, long End)> tasks = [];

    /// <summary>Copies not done yet.</summary>
    public int Count => tasks.Count;

    /// <summary>A copy out of these pages ends at <paramref name="end"/>.</summary>
    public void Add(List<PageRun> runs, long end) => tasks.Add((runs, end));

    /// <summary>Forgets what is done by now.</summary>
    public void Advance(long now) => tasks.RemoveAll(task => task.End <= now);

    /// <summary>When the last copy out of any of these pages ends, and no other: the end of those whose runs overlap; 0 when none does.</summary>
    public long ConflictEnd(List<PageRun> written)
    {
        var end = 0L;
        foreach (var task in tasks)
            if (task.End > end && Overlap(task.Runs, written)) end = task.End;
        return end;
    }

    private static bool Overlap(List<PageRun> some, List<PageRun> others)
    {
        foreach (var run in some)
            foreach (var other in others)
                if (run.Overlaps(other)) return true;
        return false;
    }
}
