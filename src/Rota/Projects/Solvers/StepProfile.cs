namespace Rota.Projects.Solvers;

/// <summary>Free units of a renewable resource over time, as a step function that placed tasks cut down. For calendars and long horizons; O(steps) a placement.</summary>
internal sealed class StepProfile
{
    private readonly CapacitySteps capacity;
    private readonly List<long> times = [];
    private readonly List<long> free = [];

    public StepProfile(CapacitySteps capacity)
    {
        this.capacity = capacity;
        Clear();
    }

    /// <summary>Back to the bare capacity.</summary>
    public void Clear()
    {
        times.Clear();
        free.Clear();
        times.AddRange(capacity.Times);
        free.AddRange(capacity.Values);
    }

    /// <summary>Where the first step of [start, end) with fewer than so many free units ends; -1 when all fit. Closed steps are passed over for a task that pauses.</summary>
    public long Clash(long start, long end, long units, bool pauses)
    {
        for (var i = IndexOf(start); i < times.Count && times[i] < end; i++)
        {
            if (free[i] >= units || (pauses && capacity.At(times[i]) == 0)) continue;
            return i + 1 < times.Count ? times[i + 1] : long.MaxValue;
        }
        return -1;
    }

    /// <summary>Takes units away during [start, end), but nothing of what is closed.</summary>
    public void Take(long start, long end, long units)
    {
        var first = Cut(start);
        var last = Cut(end);
        for (var i = first; i < last; i++)
            if (capacity.At(times[i]) > 0) free[i] -= units;
    }

    private int Cut(long time)
    {
        var i = IndexOf(time);
        if (times[i] == time) return i;
        times.Insert(i + 1, time);
        free.Insert(i + 1, free[i]);
        return i + 1;
    }

    private int IndexOf(long time)
    {
        var i = times.BinarySearch(time);
        return i >= 0 ? i : ~i - 1;
    }
}
