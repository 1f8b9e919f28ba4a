using System.Collections.Immutable;

namespace Rota.Rendering;

/// <summary>What stands on a Gantt page beside the chart.</summary>
public sealed record GanttPageOptions
{
    /// <summary>Title of the page; the schedule's name by default.</summary>
    public string? Title { get; init; }

    /// <summary>A line under the title.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Tables, pictures and text above and below the chart, in this order.</summary>
    public ImmutableArray<PageSection> Sections { get; init; } = [];

    /// <summary>Indices in <see cref="Schedules.Schedule.Blocks"/> of the blocks to outline: the critical path, say.</summary>
    public ImmutableArray<int> Critical { get; init; } = [];

    /// <summary>The table of blocks for those who cannot use the chart holds no more rows than this.</summary>
    public int MostTableRows { get; init; } = 2000;
}
