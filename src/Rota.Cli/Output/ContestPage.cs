using System.Collections.Immutable;
using Rota.Rendering;

namespace Rota.Cli.Output;

/// <summary>A contest as one HTML page: the table, the verdicts, the curves and the best schedule.</summary>
internal sealed class ContestPage
{
    private readonly OutputFile file;

    private ContestPage(OutputFile file) => this.file = file;

    public string Path => file.Path;

    public static ContestPage Create(string path)
    {
        var file = new OutputFile(path);
        return file.Extension is ".html" or ".htm" ? new(file) : throw new RotaException($"--html: cannot write '{file.Extension}' files, expected .html");
    }

    /// <summary>Writes the page. The Gantt chart is of the first instance's best schedule.</summary>
    public void Write(Contest contest, TimeSpan time, int workers)
    {
        var first = contest.Runs[0].Instance;
        var best = contest.Runs.Where(run => run.Instance.Name == first.Name && run.Solution.Answer is not null).MinBy(run => run.Solution.Objective)
            ?? throw new RotaException($"no solver found a schedule of {first.Name}: there is nothing to draw");
        var objective = Words.Spoken(first.Objective);
        file.Write(SchedulePage.Render(
            best,
            $"{Words.Count(contest.Solvers.Count, "solver")} on {Words.Count(contest.Runs.Select(run => run.Instance.Name).Distinct().Count(), "instance")}",
            $"{Duration.Write(time)} and {Words.Count(workers, "worker")} a run; chart: {SchedulePage.Title(best)}, by {best.Solution.Solver}",
            [
                Table("Comparison", contest, "mean " + objective) with { AboveGantt = true },
                PageSection.Text("Who is better", string.Join('\n', ContestReport.Sentences(contest))) with { AboveGantt = true },
                PageSection.Svg("Convergence", ContestCurves.Draw(contest).ToSvg()) with { AboveGantt = true },
            ]));
    }

    public static PageSection Table(string heading, Contest contest, string objective) =>
        PageSection.Table(heading, [.. ContestReport.Heads(contest, objective)], [.. ContestReport.Cells(contest).Select(row => row.ToImmutableArray())]) with
        {
            Note = $"Gaps are above {contest.ReferenceInWords}.",
        };
}
