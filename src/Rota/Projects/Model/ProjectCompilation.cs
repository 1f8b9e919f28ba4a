using System.Collections.Immutable;

namespace Rota.Projects;

/// <summary>What a validated project means in time: horizon, capacities, breaks; and the project without some of its constraints.</summary>
internal static class ProjectCompilation
{
    private const long MostWindows = 2_000_000;

    /// <summary>A time by which the tasks one after the other, each given the wait its calendars may cause, are done.</summary>
    public static long Horizon(ProjectProblem problem)
    {
        Int128 time = 0;
        long last = 0;
        foreach (var task in problem.Tasks)
        {
            time += task.LongestDuration;
            last = Math.Max(last, task.Release);
        }
        foreach (var link in problem.Links) time += Math.Max(0, link.Lag);
        foreach (var resource in problem.Resources)
            if (!resource.Windows.IsDefaultOrEmpty) last = Math.Max(last, resource.Windows.Max(window => window.End));
        foreach (var calendar in problem.Calendars) last = Math.Max(last, LastException(calendar));
        time += last;
        if (problem.Resources.All(resource => resource.Calendar is null)) return (long)time;
        // Calendars met in a bad phase: every task may wait a cycle of each, and pauses stretch work by the share of open time.
        Int128 stretched = time;
        foreach (var calendar in problem.Calendars)
        {
            stretched = (stretched * calendar.Cycle / calendar.OpenTime) + ((Int128)calendar.Cycle * (problem.Tasks.Length + 1));
            if (stretched > ProjectValidation.Largest) throw new RotaException($"{problem.Name}: calendars stretch the project beyond 2^60; give a horizon");
        }
        return (long)stretched;
    }

    public static CapacitySteps Capacity(ProjectProblem problem, ProjectResource resource)
    {
        var windows = resource.Windows.IsDefaultOrEmpty ? [] : resource.Windows.ToList();
        if (resource.Calendar is { } id)
        {
            var calendar = problem.Calendars.First(candidate => candidate.Id == id);
            if (problem.Horizon / calendar.Cycle * calendar.Open.Length > MostWindows)
                throw new RotaException($"{problem.Name}: calendar {id} recurs more than {MostWindows} times until {problem.Horizon}; give a smaller horizon");
            foreach (var period in calendar.ClosedUntil(problem.Horizon)) windows.Add(new(period.Start, period.End));
            windows.Add(new(problem.Horizon, long.MaxValue));
        }
        return new(resource.Capacity, windows);
    }

    public static WorkingTime[][] Working(ProjectProblem problem, CapacitySteps[] capacities)
    {
        var closed = new List<Period>[capacities.Length];
        for (var r = 0; r < closed.Length; r++) closed[r] = problem.Resources[r].Renewable ? [.. capacities[r].Closed()] : [];
        var shared = new Dictionary<string, WorkingTime>();
        var working = new WorkingTime[problem.Tasks.Length][];
        for (var i = 0; i < working.Length; i++)
        {
            var modes = problem.Tasks[i].Modes;
            working[i] = new WorkingTime[modes.Length];
            for (var m = 0; m < modes.Length; m++)
            {
                var needs = modes[m].Demands.Select(demand => demand.Resource).Where(r => closed[r].Count > 0).Order().ToArray();
                var key = string.Join(',', needs);
                if (!shared.TryGetValue(key, out var time)) shared[key] = time = WorkingTime.Of(needs.SelectMany(r => closed[r]));
                working[i][m] = time;
            }
        }
        return working;
    }

    public static ProjectProblem Without(ProjectProblem problem, ConstraintFamilies families)
    {
        bool Off(ConstraintFamilies family) => (families & family) != 0;
        Int128 most = problem.Tasks.Sum(task => task.Modes.Max(mode => mode.Demands.IsEmpty ? 0 : mode.Demands.Max(demand => (decimal)demand.Amount))) is var sum && sum > 1L << 60 ? 1L << 60 : (Int128)sum;
        ProjectResource Relaxed(ProjectResource resource)
        {
            var enough = Off(resource.Renewable ? ConstraintFamilies.Capacity : ConstraintFamilies.Stocks);
            var kept = Off(ConstraintFamilies.Downtime) || resource.Windows.IsDefault ? [] : resource.Windows.Where(window => !enough || window.Capacity == 0).ToImmutableArray();
            return resource with { Capacity = enough ? Math.Max(resource.Capacity, (long)most) : resource.Capacity, Windows = kept, Calendar = Off(ConstraintFamilies.Downtime) ? null : resource.Calendar };
        }
        return new(
            problem.Name,
            [.. problem.Resources.Select(Relaxed)],
            [.. problem.Tasks.Select(task => task with { Release = Off(ConstraintFamilies.Releases) ? 0 : task.Release, Due = Off(ConstraintFamilies.Deadlines) ? null : task.Due })],
            Off(ConstraintFamilies.Links) ? [] : problem.Links,
            Off(ConstraintFamilies.Exclusive) ? [] : problem.Exclusive,
            problem.Calendars,
            problem.Unit,
            problem.Origin,
            problem.Meta,
            problem.IsRecurring ? problem.Horizon : null);
    }

    private static long LastException(ProjectCalendar calendar)
    {
        long last = 0;
        if (!calendar.Closed.IsDefault) foreach (var period in calendar.Closed) last = Math.Max(last, period.End);
        if (!calendar.Opened.IsDefault) foreach (var period in calendar.Opened) last = Math.Max(last, period.End);
        return last;
    }
}
