using System.Collections.Immutable;
using Rota.Cli.Planning;
using Rota.Rendering;
using Rota.Solving;

namespace Rota.Cli.Output;

/// <summary>The schedule of a run as a page or a picture, its critical path outlined.</summary>
internal static class SchedulePage
{
    /// <summary>"ta21: makespan 1642, optimal".</summary>
    public static string Title(PlanRun run) =>
        $"{run.Instance.Name}: {Words.Spoken(run.Instance.Objective)} {run.Solution.Objective}{(run.Solution.Outcome == Outcome.Optimal ? ", optimal" : "")}";

    /// <summary>The page of a single run, with its curve.</summary>
    public static string Render(PlanRun run)
    {
        var subtitle = $"found by {run.LastImprovement!.Value.Source} after {Words.Seconds(run.LastImprovement!.Value.Seconds)}; "
            + (run.Bound is { } bound ? $"bound {bound}, gap {Words.Percent(run.Gap)}" : "no bound proved")
            + (run.Instance.BestKnown is { } known ? $"; best known {known.Upper} ({known.Source})" : "");
        return Render(
            run, Title(run), subtitle, [PageSection.Svg("How it improved", ContestCurves.Draw(new Contest([run.Solution.Solver], [run])).ToSvg()), .. run.Instance.Pictures(run.Solution.Answer!)]);
    }

    public static string Render(PlanRun run, string title, string subtitle, ImmutableArray<PageSection> sections) => GanttPage.Render(
        run.Instance.ScheduleOf(run.Solution.Answer!),
        new GanttPageOptions { Title = title, Subtitle = subtitle, Critical = run.Instance.Critical(run.Solution.Answer!), Sections = sections });

    public static string Svg(PlanRun run) =>
        GanttSvg.Render(run.Instance.ScheduleOf(run.Solution.Answer!), new GanttOptions { Title = Title(run), Critical = run.Instance.Critical(run.Solution.Answer!) });
}
