using System.Collections.Immutable;
using Rota.Rendering;

namespace Rota.Projects.Pictures;

/// <summary>How busy each renewable resource is over time, beside what it could do: the curves below a Gantt chart.</summary>
public static class ResourceProfiles
{
    /// <summary>A chart a renewable resource that any task needs: units in use, and dashed the capacity.</summary>
    public static ImmutableArray<LineChart> Of(ProjectProblem problem, ProjectSchedule schedule)
    {
        var charts = ImmutableArray.CreateBuilder<LineChart>();
        var end = schedule.Makespan(problem);
        for (var r = 0; r < problem.Resources.Length; r++)
        {
            if (!problem.Resources[r].Renewable) continue;
            var load = Load(problem, schedule, r);
            if (load.Length < 2) continue;
            charts.Add(new(problem.Resources[r].Title, problem.Unit, "units in use", [new("in use", load), new("capacity", Capacity(problem, r, end)) { Dashed = true }]) { Height = 160 });
        }
        return charts.ToImmutable();
    }

    /// <summary>The same as sections of a page.</summary>
    public static ImmutableArray<PageSection> Sections(ProjectProblem problem, ProjectSchedule schedule) =>
        [.. Of(problem, schedule).Select(chart => PageSection.Svg($"Load of {chart.Title}", (chart with { Title = "" }).ToSvg()))];

    private static ImmutableArray<ChartPoint> Load(ProjectProblem problem, ProjectSchedule schedule, int resource)
    {
        var changes = new SortedDictionary<long, long> { [0] = 0 };
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var amount = problem.Tasks[i].Modes[schedule.Modes[i]].DemandOf(resource);
            if (amount == 0) continue;
            foreach (var period in Held(problem, schedule, i, resource))
            {
                changes[period.Start] = changes.GetValueOrDefault(period.Start) + amount;
                changes[period.End] = changes.GetValueOrDefault(period.End) - amount;
            }
        }
        long load = 0;
        return [.. changes.Select(change => new ChartPoint(change.Key, load += change.Value))];
    }

    /// <summary>From start to end, without the times in which the resource is closed.</summary>
    private static IEnumerable<Period> Held(ProjectProblem problem, ProjectSchedule schedule, int task, int resource)
    {
        var (from, to) = (schedule.Starts[task], schedule.End(problem, task));
        foreach (var closed in problem.Capacity(resource).Closed())
        {
            if (closed.End <= from || closed.Start >= to) continue;
            if (closed.Start > from) yield return new(from, closed.Start);
            from = closed.End;
        }
        if (from < to) yield return new(from, to);
    }

    private static ImmutableArray<ChartPoint> Capacity(ProjectProblem problem, int resource, long end)
    {
        var points = ImmutableArray.CreateBuilder<ChartPoint>();
        for (var s = 0; s < problem.Capacity(resource).Times.Length && problem.Capacity(resource).Times[s] < Math.Max(1, end); s++)
            points.Add(new(problem.Capacity(resource).Times[s], problem.Capacity(resource).Values[s]));
        return points.ToImmutable();
    }
}
