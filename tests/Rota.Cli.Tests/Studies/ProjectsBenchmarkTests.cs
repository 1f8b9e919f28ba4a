using Rota.Formats;
using Rota.Studies;
using Rota.Studies.Projects;
using Xunit;

namespace Rota.Cli.Tests.Studies;

public sealed class ProjectsBenchmarkTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(file);

    [Fact]
    public void A_row_survives_its_own_line_of_the_results()
    {
        var row = new ProjectsBenchmarkRow("j120", "j1201_1", "rules", 3, 0.5, 2, "wall", 105, 100, "feasible", 0.51, 0.75);
        Assert.Equal(row, ProjectsBenchmarkRow.FromCsv(row.ToCsv(), "results.csv", 2));
        var none = row with { Objective = null, Bound = null };
        Assert.Equal(none, ProjectsBenchmarkRow.FromCsv(none.ToCsv(), "results.csv", 2));
    }

    [Fact]
    public void A_broken_line_of_the_results_is_named() =>
        Assert.Contains("results.csv:7", Assert.Throws<InputException>(() => ProjectsBenchmarkRow.FromCsv("j120,j1201_1", "results.csv", 7)).Message);

    [Fact]
    public void A_second_run_takes_what_the_results_hold()
    {
        Assert.SkipUnless(StudyData.Find("classical/best-known.csv") is not null, "shared/data/classical is absent");
        var options = new ProjectsBenchmarkOptions
        {
            Sets = ["j30", "max-ubo10"],
            Solvers = ["rules"],
            Time = TimeSpan.FromSeconds(5),
            Workers = 1,
            PerSet = 3,
            Rules = false,
            Results = file,
        };
        using var text = new StringWriter();
        var first = ProjectsBenchmark.Run(text, options, null, TestContext.Current.CancellationToken);
        Assert.Equal(6, first.Length);
        Assert.Contains("| j30 | rules | 3 |", text.ToString());
        var lines = File.ReadAllLines(file).Length;
        using var again = new StringWriter();
        Assert.Equal(first, ProjectsBenchmark.Run(again, options, null, TestContext.Current.CancellationToken));
        Assert.Equal(lines, File.ReadAllLines(file).Length);
        Assert.Equal(text.ToString(), again.ToString());
    }

    [Fact]
    public void Unknown_sets_and_solvers_are_named_with_the_nearest()
    {
        using var text = new StringWriter();
        Assert.Contains("did you mean 'j120'?", Assert.Throws<RotaException>(() => ProjectsBenchmark.Run(text, new() { Sets = ["j12"], Rules = false }, null, TestContext.Current.CancellationToken)).Message);
        Assert.Contains("did you mean 'rules'?", Assert.Throws<RotaException>(() => ProjectsBenchmark.Run(text, new() { Solvers = ["rule"], Rules = false }, null, TestContext.Current.CancellationToken)).Message);
    }
}
