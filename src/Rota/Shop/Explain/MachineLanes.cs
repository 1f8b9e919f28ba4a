using Rota.Schedules;

namespace Rota.Shop.Explain;

/// <summary>The non-empty blocks of a schedule by machine, in order of time.</summary>
internal sealed class MachineLanes
{
    private readonly List<Block>[] lanes;

    public MachineLanes(ShopProblem problem, ShopSchedule schedule)
    {
        Blocks = [.. schedule.ToSchedule(problem).Blocks];
        lanes = new List<Block>[problem.MachineCount];
        for (var m = 0; m < lanes.Length; m++) lanes[m] = [];
        foreach (var block in Blocks)
            if (block.Duration > 0) lanes[block.Resource].Add(block);
        foreach (var lane in lanes) lane.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>Every operation's block, by number.</summary>
    public Block[] Blocks { get; }

    /// <summary>What the machine runs during [from, to), in order.</summary>
    public IEnumerable<Block> During(int machine, long from, long to)
    {
        var lane = lanes[machine];
        for (var i = FirstEndingAfter(lane, from); i < lane.Count && lane[i].Start < to; i++) yield return lane[i];
    }

    /// <summary>The block that ends on the machine exactly at a time, null when there is none.</summary>
    public Block? EndingAt(int machine, long time)
    {
        var lane = lanes[machine];
        var i = FirstEndingAfter(lane, time) - 1;
        return i >= 0 && lane[i].End == time ? lane[i] : null;
    }

    /// <summary>The earliest start from <paramref name="from"/> on at which the operation fits between all the others of a machine.</summary>
    public long EarliestFit(int machine, long from, long duration, Block itself)
    {
        if (duration == 0) return from;
        var lane = lanes[machine];
        var start = from;
        for (var i = FirstEndingAfter(lane, from); i < lane.Count; i++)
        {
            if (lane[i].Work == itself.Work && lane[i].Part == itself.Part) continue;
            if (lane[i].Start >= start + duration) break;
            start = Math.Max(start, lane[i].End);
        }
        return start;
    }

    private static int FirstEndingAfter(List<Block> lane, long time)
    {
        var (low, high) = (0, lane.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (lane[middle].End > time) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
