namespace Rota.Projects;

/// <summary>A renewable resource's capacity as a step function from time 0 on: <c>Values[i]</c> holds in [<c>Times[i]</c>, <c>Times[i + 1]</c>), the last value for ever.</summary>
public sealed class CapacitySteps
{
    private readonly long[] times;
    private readonly long[] values;

    /// <summary>From the usual capacity and windows, the smaller capacity where windows overlap.</summary>
    internal CapacitySteps(long usual, List<CapacityWindow> windows)
    {
        var changes = new SortedSet<long> { 0 };
        foreach (var window in windows)
        {
            changes.Add(window.Start);
            changes.Add(window.End);
        }
        windows.Sort((a, b) => a.Start.CompareTo(b.Start));
        var (at, level) = (new List<long>(), new List<long>());
        var running = new PriorityQueue<CapacityWindow, long>();
        var next = 0;
        foreach (var time in changes)
        {
            while (next < windows.Count && windows[next].Start <= time) running.Enqueue(windows[next], windows[next++].Capacity);
            while (running.TryPeek(out var first, out _) && first.End <= time) running.Dequeue();
            var value = running.TryPeek(out var lowest, out _) ? Math.Min(usual, lowest.Capacity) : usual;
            if (level.Count > 0 && level[^1] == value) continue;
            at.Add(time);
            level.Add(value);
        }
        (times, values) = (at.ToArray(), level.ToArray());
    }

    /// <summary>When each step begins; the first at 0.</summary>
    public ReadOnlySpan<long> Times => times;

    /// <summary>The capacity of each step.</summary>
    public ReadOnlySpan<long> Values => values;

    /// <summary>The capacity at a time.</summary>
    public long At(long time)
    {
        var index = Array.BinarySearch(times, time);
        return values[index >= 0 ? index : Math.Max(0, ~index - 1)];
    }

    /// <summary>The stretches without any unit, in order; the last may end at <see cref="long.MaxValue"/>.</summary>
    internal IEnumerable<Period> Closed()
    {
        for (var i = 0; i < times.Length; i++)
            if (values[i] == 0) yield return new(times[i], i + 1 < times.Length ? times[i + 1] : long.MaxValue);
    }
}
