namespace Rota.Projects;

/// <summary>When a task may be at work: always but in its breaks, the times in which a resource it needs is closed. Maps starts to ends for tasks that pause.</summary>
public sealed class WorkingTime
{
    private readonly long[] starts;
    private readonly long[] ends;

    private WorkingTime(long[] starts, long[] ends) => (this.starts, this.ends) = (starts, ends);

    /// <summary>No breaks.</summary>
    public static WorkingTime Always { get; } = new([], []);

    /// <summary>Where the breaks begin, in order; none touches the next.</summary>
    public ReadOnlySpan<long> BreakStarts => starts;

    /// <summary>Where they end; the last may be <see cref="long.MaxValue"/>: closed for good.</summary>
    public ReadOnlySpan<long> BreakEnds => ends;

    internal static WorkingTime Of(IEnumerable<Period> breaks)
    {
        var sorted = breaks.OrderBy(period => period.Start).ToList();
        if (sorted.Count == 0) return Always;
        var (from, to) = (new List<long>(), new List<long>());
        foreach (var period in sorted)
        {
            if (to.Count > 0 && period.Start <= to[^1]) to[^1] = Math.Max(to[^1], period.End);
            else
            {
                from.Add(period.Start);
                to.Add(period.End);
            }
        }
        return new([.. from], [.. to]);
    }

    /// <summary>The first moment at or after a time that is no break; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextOpen(long time)
    {
        var i = FirstEndingAfter(time);
        return i < starts.Length && starts[i] <= time ? ends[i] : time;
    }

    /// <summary>The first break that [from, to) meets; null when it lies clear of them.</summary>
    public Period? FirstBreakIn(long from, long to)
    {
        var i = FirstEndingAfter(from);
        return i < starts.Length && starts[i] < to ? new(starts[i], ends[i]) : null;
    }

    /// <summary>When work of a duration that starts at a time and pauses in breaks is done; <see cref="long.MaxValue"/> when it never is.</summary>
    public long End(long start, long duration)
    {
        if (duration == 0) return start;
        var (now, left) = (start, duration);
        for (var i = FirstEndingAfter(start); i < starts.Length; i++)
        {
            var open = Math.Max(0, starts[i] - now);
            if (open >= left) return now + left;
            left -= open;
            if (ends[i] == long.MaxValue) return long.MaxValue;
            now = ends[i];
        }
        return now + left;
    }

    /// <summary>The latest start from which work of a duration is done by a time; -1 when there is none at or after 0.</summary>
    public long LatestStart(long end, long duration)
    {
        if (duration == 0) return end;
        var (now, left) = (end, duration);
        for (var i = starts.Length - 1; i >= 0; i--)
        {
            if (starts[i] >= now) continue;
            var open = Math.Max(0, now - ends[i]);
            if (open >= left) break;
            left -= open;
            now = starts[i];
        }
        return Math.Max(-1, now - left);
    }

    /// <summary>The stretches in which work of a duration from a start on is really done.</summary>
    public IEnumerable<Period> Segments(long start, long duration)
    {
        var (now, left) = (start, duration);
        for (var i = FirstEndingAfter(start); i < starts.Length && left > 0; i++)
        {
            var open = Math.Max(0, starts[i] - now);
            if (open >= left) break;
            if (open > 0) yield return new(now, starts[i]);
            left -= open;
            if (ends[i] == long.MaxValue) yield break;
            now = ends[i];
        }
        if (left > 0 || duration == 0) yield return new(now, now + left);
    }

    private int FirstEndingAfter(long time)
    {
        var (low, high) = (0, ends.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ends[middle] > time) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
