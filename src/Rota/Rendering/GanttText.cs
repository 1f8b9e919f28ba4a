using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>The words that go with a Gantt chart.</summary>
internal static class GanttText
{
    /// <summary>Where the time axis begins: at 0 unless the schedule starts far from it.</summary>
    public static long Origin(Schedule schedule)
    {
        var (start, end) = (schedule.Start, schedule.End);
        return start >= 0 && start <= end / 4 ? 0 : start;
    }

    /// <summary>Makespan, or first start and last end when the axis does not begin at 0.</summary>
    public static string Extent(Schedule schedule) => Origin(schedule) == 0
        ? $"makespan {schedule.End} {schedule.TimeUnit}"
        : $"from {schedule.Start} to {schedule.End} {schedule.TimeUnit}";

    /// <summary>How much of everything there is.</summary>
    public static string Size(Schedule schedule) =>
        $"{Count(schedule.Resources.Length, "resource")}, {Count(schedule.Works.Length, "work")}, {Count(schedule.Blocks.Length, "block")}";

    /// <summary>All about one block, on one line.</summary>
    public static string Hover(Schedule schedule, Block block) =>
        $"{schedule.Works[block.Work]}, part {block.Part}, on {schedule.Resources[block.Resource].Name} {block.Interval}, {block.Duration} {schedule.TimeUnit}";

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
