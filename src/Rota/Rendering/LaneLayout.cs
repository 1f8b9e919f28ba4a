using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>Rows of a picture: one a resource, more where blocks overlap, so that no block hides another. An empty block takes no room.</summary>
internal sealed class LaneLayout
{
    /// <summary>Lays out a schedule whose blocks name existing resources.</summary>
    public LaneLayout(Schedule schedule)
    {
        var blocks = schedule.Blocks;
        var ends = new List<long>[schedule.Resources.Length];
        for (var r = 0; r < ends.Length; r++) ends[r] = [];
        var order = Enumerable.Range(0, blocks.Length).ToArray();
        Array.Sort(order, (a, b) => (blocks[a].Start, blocks[a].End, a).CompareTo((blocks[b].Start, blocks[b].End, b)));
        ByTime = [.. order];
        var rows = new int[blocks.Length];
        foreach (var b in order)
        {
            if (blocks[b].End <= blocks[b].Start) continue;
            var lane = ends[blocks[b].Resource];
            var row = 0;
            while (row < lane.Count && lane[row] > blocks[b].Start) row++;
            if (row == lane.Count) lane.Add(blocks[b].End);
            else lane[row] = blocks[b].End;
            rows[b] = row;
        }
        RowOfBlock = [.. rows];
        Rows = [.. ends.Select(lane => Math.Max(1, lane.Count))];
        var first = ImmutableArray.CreateBuilder<int>(Rows.Length + 1);
        first.Add(0);
        foreach (var count in Rows) first.Add(first[^1] + count);
        FirstRow = first.MoveToImmutable();
    }

    /// <summary>Indices of the blocks by start, then end.</summary>
    public ImmutableArray<int> ByTime { get; }

    /// <summary>How many rows each resource takes, at least 1.</summary>
    public ImmutableArray<int> Rows { get; }

    /// <summary>The first row of each resource, and after the last the number of rows.</summary>
    public ImmutableArray<int> FirstRow { get; }

    /// <summary>The row of each block within its resource, from 0.</summary>
    public ImmutableArray<int> RowOfBlock { get; }
}
