using System.Collections.Immutable;

namespace Rota.Rendering;

/// <summary>How a Gantt chart is drawn.</summary>
public sealed record GanttOptions
{
    private readonly double width = 1200;

    /// <summary>Width of the picture in pixels, at least 200. Its height follows from the lanes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Narrower.</exception>
    public double Width
    {
        get => width;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 200);
            width = value;
        }
    }

    /// <summary>Title; the schedule's name by default.</summary>
    public string? Title { get; init; }

    /// <summary>Whether the work's name stands inside each block that has room for it.</summary>
    public bool Labels { get; init; } = true;

    /// <summary>Indices in <see cref="Schedules.Schedule.Blocks"/> of the blocks to outline: the critical path, say.</summary>
    public ImmutableArray<int> Critical { get; init; } = [];
}
