namespace Rota.Projects.Solvers;

/// <summary>How far a schedule of the serial scheme is from keeping what the scheme does not look at: deadlines, maximal lags, stocks, the calendars' horizon.</summary>
internal static class ScheduleFaults
{
    /// <summary>Time units late or beyond a lag, and units of stock too many; 0 when there is no fault.</summary>
    public static long Of(ProjectProblem problem, ProjectSchedule schedule)
    {
        long faults = 0;
        for (var i = 0; i < schedule.Starts.Length; i++)
        {
            var end = schedule.End(problem, i);
            if (problem.Tasks[i].Due is { } due) faults += Math.Max(0, end - due);
            if (problem.IsRecurring) faults += Math.Max(0, end - problem.Horizon);
        }
        foreach (var link in problem.Links)
        {
            var from = link.FromEnd ? schedule.End(problem, link.From) : schedule.Starts[link.From];
            var to = link.ToEnd ? schedule.End(problem, link.To) : schedule.Starts[link.To];
            faults += Math.Max(0, from + link.Lag - to);
        }
        for (var r = 0; r < problem.Resources.Length; r++)
        {
            if (problem.Resources[r].Renewable) continue;
            long used = 0;
            for (var i = 0; i < schedule.Modes.Length; i++) used += problem.Tasks[i].Modes[schedule.Modes[i]].DemandOf(r);
            faults += Math.Max(0, used - problem.Resources[r].Capacity);
        }
        return faults;
    }

    /// <summary>False for a mode that wants more of a renewable resource than there ever is.</summary>
    public static bool IsPossible(ProjectProblem problem, TaskMode mode)
    {
        if (mode.Duration == 0) return true;
        foreach (var demand in mode.Demands)
            if (problem.Resources[demand.Resource].Renewable && demand.Amount > problem.Resources[demand.Resource].Capacity) return false;
        return true;
    }
}
