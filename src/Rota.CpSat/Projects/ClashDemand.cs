using Rota.Projects;

namespace Rota.CpSat.Projects;

/// <summary>One demand of a project that can be kept or left out: a link, a window's side, a resource's capacity, its downtimes, an exclusive set, a stock.</summary>
internal sealed record ClashDemand(ConstraintFamilies Family, int Number, string Words)
{
    /// <summary>All demands of a project.</summary>
    public static List<ClashDemand> Of(ProjectProblem problem)
    {
        var demands = new List<ClashDemand>();
        for (var k = 0; k < problem.Links.Length; k++) demands.Add(new(ConstraintFamilies.Links, k, LinkWords(problem, problem.Links[k])));
        for (var r = 0; r < problem.Resources.Length; r++)
        {
            var resource = problem.Resources[r];
            if (!resource.Renewable)
            {
                demands.Add(new(ConstraintFamilies.Stocks, r, $"there are {resource.Capacity} of {resource.Title} in all"));
                continue;
            }
            demands.Add(new(ConstraintFamilies.Capacity, r, $"{resource.Title} has {resource.Capacity} units at a time"));
            if (!resource.Windows.IsDefaultOrEmpty || resource.Calendar is not null) demands.Add(new(ConstraintFamilies.Downtime, r, Closures(resource)));
        }
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var task = problem.Tasks[i];
            if (task.Release > 0) demands.Add(new(ConstraintFamilies.Releases, i, $"task {task.Title} does not start before {task.Release}"));
            if (task.Due is { } due) demands.Add(new(ConstraintFamilies.Deadlines, i, $"task {task.Title} (duration {task.ShortestDuration}) has ended by {due}"));
        }
        for (var s = 0; s < problem.Exclusive.Length; s++)
            demands.Add(new(ConstraintFamilies.Exclusive, s, $"tasks {string.Join(", ", problem.Exclusive[s].Select(i => problem.Tasks[i].Id))} do not overlap"));
        return demands;
    }

    /// <summary>The project with these demands and no others.</summary>
    public static ProjectProblem Keep(ProjectProblem problem, IEnumerable<ClashDemand> demands)
    {
        var kept = demands.Select(demand => (demand.Family, demand.Number)).ToHashSet();
        bool Has(ConstraintFamilies family, int number) => kept.Contains((family, number));
        long most = 1;
        foreach (var task in problem.Tasks)
        {
            long largest = 0;
            foreach (var mode in task.Modes)
                foreach (var demand in mode.Demands) largest = Math.Max(largest, demand.Amount);
            most = Math.Min(1L << 60, most + largest);
        }
        ProjectResource Part(ProjectResource resource, int r)
        {
            var limited = Has(resource.Renewable ? ConstraintFamilies.Capacity : ConstraintFamilies.Stocks, r);
            var closes = Has(ConstraintFamilies.Downtime, r);
            return resource with
            {
                Capacity = limited ? resource.Capacity : Math.Max(most, resource.Capacity),
                Windows = closes && !resource.Windows.IsDefault ? resource.Windows : [],
                Calendar = closes ? resource.Calendar : null,
            };
        }
        return new(
            problem.Name,
            [.. problem.Resources.Select(Part)],
            [.. problem.Tasks.Select((task, i) => task with { Release = Has(ConstraintFamilies.Releases, i) ? task.Release : 0, Due = Has(ConstraintFamilies.Deadlines, i) ? task.Due : null })],
            [.. problem.Links.Where((_, k) => Has(ConstraintFamilies.Links, k))],
            [.. problem.Exclusive.Where((_, s) => Has(ConstraintFamilies.Exclusive, s))],
            problem.Calendars,
            problem.Unit,
            horizon: problem.Horizon);
    }

    private static string LinkWords(ProjectProblem problem, ProjectLink link)
    {
        var (from, to) = (problem.Tasks[link.From].Title, problem.Tasks[link.To].Title);
        if (link is { Lag: < 0, Kind: LinkKind.StartToStart }) return $"task {from} starts at most {-link.Lag} after task {to} starts";
        var lag = link.Lag == 0 ? "" : link.Lag > 0 ? $"{link.Lag} " : $"{-link.Lag} less than ";
        return $"task {to} {(link.ToEnd ? "ends" : "starts")} at least {(lag.Length == 0 ? "" : lag)}after task {from} {(link.FromEnd ? "ends" : "starts")}".Replace("at least after", "after", StringComparison.Ordinal);
    }

    private static string Closures(ProjectResource resource)
    {
        var windows = resource.Windows.IsDefaultOrEmpty ? [] : resource.Windows.Take(3)
            .Select(window => window.Capacity == 0 ? $"is closed in [{window.Start}, {window.End})" : $"has {window.Capacity} units in [{window.Start}, {window.End})").ToList();
        if (!resource.Windows.IsDefaultOrEmpty && resource.Windows.Length > 3) windows.Add($"{resource.Windows.Length - 3} downtimes more");
        if (resource.Calendar is { } calendar) windows.Add($"follows the calendar {calendar}");
        return $"{resource.Title} {string.Join(", ", windows)}";
    }
}
