using System.Collections.Immutable;

namespace Rota.Schedules;

/// <summary>What every schedule must hold, whatever the domain: blocks name what exists, run forward, and fit the capacity of their resource.</summary>
public static class ScheduleValidation
{
    /// <summary>
    /// All that is wrong, in words, one line each; empty for a valid schedule. Intervals are half-open: a block may start when another ends, and an empty
    /// block occupies nothing. A block that starts on a full resource counts once, however many are running. O(n log n).
    /// </summary>
    public static ImmutableArray<string> Violations(Schedule schedule)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var r = 0; r < schedule.Resources.Length; r++)
        {
            var resource = schedule.Resources[r];
            if (resource.Capacity < 1) found.Add($"resource {r} ({resource.Name}) has capacity {resource.Capacity}, expected at least 1");
        }
        var lanes = new List<int>?[schedule.Resources.Length];
        for (var b = 0; b < schedule.Blocks.Length; b++)
        {
            var faults = found.Count;
            AddFaults(schedule, b, found);
            var block = schedule.Blocks[b];
            if (found.Count == faults && block.End > block.Start) (lanes[block.Resource] ??= []).Add(b);
        }
        foreach (var lane in lanes)
        {
            if (lane is not null) AddOverlaps(schedule, lane, found);
        }
        return found.DrainToImmutable();
    }

    private static void AddFaults(Schedule schedule, int index, ImmutableArray<string>.Builder found)
    {
        var block = schedule.Blocks[index];
        if ((uint)block.Resource >= (uint)schedule.Resources.Length)
            found.Add($"block {index} {block.Interval} is on resource {block.Resource}, expected 0 to {schedule.Resources.Length - 1}");
        if ((uint)block.Work >= (uint)schedule.Works.Length)
            found.Add($"block {index} {block.Interval} is of work {block.Work}, expected 0 to {schedule.Works.Length - 1}");
        if (block.Part < 0)
            found.Add($"block {index} {block.Interval} is part {block.Part} of its work, expected at least 0");
        if (block.End < block.Start)
            found.Add($"block {index} {block.Interval} ends before it starts");
    }

    private static void AddOverlaps(Schedule schedule, List<int> lane, ImmutableArray<string>.Builder found)
    {
        var blocks = schedule.Blocks;
        lane.Sort((a, b) => (blocks[a].Start, blocks[a].End, a).CompareTo((blocks[b].Start, blocks[b].End, b)));
        var resource = schedule.Resources[blocks[lane[0]].Resource];
        var running = new PriorityQueue<int, long>();
        foreach (var b in lane)
        {
            while (running.TryPeek(out _, out var end) && end <= blocks[b].Start) running.Dequeue();
            if (running.Count >= Math.Max(1, resource.Capacity))
                found.Add($"{Name(schedule, b)} starts while {Name(schedule, running.Peek())} runs: {Count(running.Count + 1)} at once on {resource.Name}, capacity {resource.Capacity}");
            running.Enqueue(b, blocks[b].End);
        }
    }

    private static string Name(Schedule schedule, int index)
    {
        var block = schedule.Blocks[index];
        return $"block {index} (part {block.Part} of {schedule.Works[block.Work]} {block.Interval})";
    }

    private static string Count(int blocks) => $"{blocks} blocks";
}
