using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>How busy resources are.</summary>
internal static class Utilisation
{
    /// <summary>For each resource the share of its capacity that is in use from the axis' origin to the schedule's end; 0 when that is no time.</summary>
    public static double[] OfResources(Schedule schedule)
    {
        var busy = new double[schedule.Resources.Length];
        foreach (var block in schedule.Blocks) busy[block.Resource] += (double)block.End - block.Start;
        var span = (double)schedule.End - GanttText.Origin(schedule);
        for (var r = 0; r < busy.Length; r++) busy[r] = span > 0 ? busy[r] / span / Math.Max(1, schedule.Resources[r].Capacity) : 0;
        return busy;
    }
}
