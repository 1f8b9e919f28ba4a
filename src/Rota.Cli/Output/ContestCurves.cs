using System.Collections.Immutable;
using Rota.Cli.Planning;
using Rota.Rendering;

namespace Rota.Cli.Output;

/// <summary>The runs of a contest on one case as curves: how each solver's best schedule improved with time.</summary>
internal static class ContestCurves
{
    /// <summary>The curves of the first instance and seed.</summary>
    public static LineChart Draw(Contest contest)
    {
        var first = contest.Runs[0];
        var runs = contest.Runs.Where(run => run.Instance.Name == first.Instance.Name && run.Seed == first.Seed).ToList();
        var series = runs.Select(run => new LineSeries(run.Solution.Solver, Points(run))).ToList();
        if (first.Instance.BestKnown is { } known)
            series.Add(new($"best known {known.Upper}", [new(0, known.Upper)]) { Dashed = true });
        var ends = runs.Where(run => run.Solution.Objective is not null).Select(run => run.Solution.Objective!.Value).ToList();
        return new($"{first.Instance.Name}: best schedule over time", "time (s, logarithmic)", Words.Spoken(first.Instance.Objective), [.. series])
        {
            LogX = true,
            // The first schedules are poor; what matters is below the worst end.
            MaxY = ends.Count == 0 ? null : ends.Max() * 1.1,
        };
    }

    /// <summary>Every improvement. Times below a millisecond are drawn at one: the axis is logarithmic.</summary>
    private static ImmutableArray<ChartPoint> Points(PlanRun run)
    {
        var points = ImmutableArray.CreateBuilder<ChartPoint>();
        long? last = null;
        foreach (var point in run.Solution.Trajectory)
        {
            if (point.Objective is not { } objective || objective == last) continue;
            points.Add(new(Math.Max(point.Seconds, 0.001), objective));
            last = objective;
        }
        return points.ToImmutable();
    }
}
