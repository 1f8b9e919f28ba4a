using System.Collections.Immutable;
using Rota.Rendering;
using Rota.Shop.BestKnown;
using Rota.Solving;

namespace Rota.Cli.Output;

/// <summary>The schedule of a run as a page or a picture, its critical path outlined.</summary>
internal static class SchedulePage
{
    /// <summary>"ta21: makespan 1642, optimal".</summary>
    public static string Title(ShopRun run) =>
        $"{run.Problem.Name}: {Words.Spoken(run.Problem.Objective)} {run.Solution.Objective}{(run.Solution.Outcome == Outcome.Optimal ? ", optimal" : "")}";

    /// <summary>The page of a single run, with its curve.</summary>
    public static string Render(ShopRun run)
    {
        var subtitle = $"found by {run.LastImprovement!.Value.Source} after {Words.Seconds(run.LastImprovement!.Value.Seconds)}; "
            + (run.Bound is { } bound ? $"bound {bound}, gap {Words.Percent(run.Gap)}" : "no bound proved")
            + (BestKnownBounds.Find(run.Problem) is { } known ? $"; best known {known.Upper} ({BestKnownBounds.Date})" : "");
        return Render(
            run, Title(run), subtitle, [PageSection.Svg("How it improved", ContestCurves.Draw(new Contest([run.Solution.Solver], [run])).ToSvg())]);
    }

    public static string Render(ShopRun run, string title, string subtitle, ImmutableArray<PageSection> sections) => GanttPage.Render(
        run.Solution.Answer!.ToSchedule(run.Problem),
        new GanttPageOptions { Title = title, Subtitle = subtitle, Critical = CriticalBlocks.Of(run), Sections = sections });

    public static string Svg(ShopRun run) =>
        GanttSvg.Render(run.Solution.Answer!.ToSchedule(run.Problem), new GanttOptions { Title = Title(run), Critical = CriticalBlocks.Of(run) });
}
