using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>Draws a schedule as a Gantt chart in SVG: a lane a resource, a colour a work, light and dark by the reader's preference.</summary>
public static class GanttSvg
{
    /// <summary>More blocks than this, and those too narrow to see are drawn together.</summary>
    public const int MergeAbove = 20_000;

    /// <summary>
    /// The picture, standing alone. Each block says in its hover text what it is. Blocks at once on one resource take rows of their own.
    /// </summary>
    /// <param name="schedule">A schedule whose blocks name existing resources and works and run forward.</param>
    /// <param name="options">How to draw; by default all options are at their defaults.</param>
    public static string Render(Schedule schedule, GanttOptions? options = null) => new GanttDrawing(schedule, options ?? new()).Draw();
}
