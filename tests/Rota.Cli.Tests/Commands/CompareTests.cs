using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public class CompareTests
{
    [Fact]
    public void Says_who_is_better_over_instances()
    {
        var shell = Shell.Run("compare", "ta01", "ta02", "ta03", "ta04", "ta05", "--solvers", "lpt,mwkr", "--seeds", "1", "--time", "1s");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("5 instances, 5 won, 0 lost", shell.Out, StringComparison.Ordinal);
        Assert.Contains("mwkr is better than lpt by ", shell.Out, StringComparison.Ordinal);
        Assert.Contains("the best known of ", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_do_not_make_more_of_few_instances()
    {
        string[] args = ["compare", "ta01", "ta02", "--solvers", "mwkr,lpt", "--time", "1s", "--seeds"];
        var (once, often) = (Shell.Run([.. args, "1"]), Shell.Run([.. args, "5"]));
        static string Verdict(Shell shell) => shell.Out.Split('\n').Single(line => line.Contains("95 % interval", StringComparison.Ordinal));
        Assert.Equal(Verdict(once), Verdict(often));
    }

    [Fact]
    public void One_case_cannot_tell() => Assert.Contains(
        "cannot tell mwkr from lpt: one case only",
        Shell.Run("compare", "ta01", "--solvers", "mwkr,lpt", "--seeds", "1").Out, StringComparison.Ordinal);

    [Fact]
    public void Json_holds_every_run()
    {
        using var document = JsonDocument.Parse(Shell.Run("compare", "ta01", "ta02", "--solvers", "mwkr,spt,random", "--seeds", "2", "--json").Out);
        var root = document.RootElement;
        Assert.Equal(12, root.GetProperty("runs").GetArrayLength());
        Assert.Equal(["mwkr", "spt", "random"], root.GetProperty("solvers").EnumerateArray().Select(row => row.GetProperty("solver").GetString()!));
        Assert.Equal(2, root.GetProperty("comparisons").GetArrayLength());
        Assert.All(root.GetProperty("runs").EnumerateArray(), run => Assert.True(run.GetProperty("gap").GetDouble() > 0));
    }

    [Fact]
    public void Without_known_bounds_gaps_are_above_the_best_found()
    {
        var shell = Shell.Run("compare", "ta01", "--objective", "total-flow", "--solvers", "spt,lpt", "--seeds", "1");
        Assert.Contains("above the best", shell.Out, StringComparison.Ordinal);
        Assert.Contains("gaps are above the best of this comparison", shell.Out, StringComparison.Ordinal);
        Assert.Contains("0.00 %", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solver_that_does_not_fit_is_named() => BadInputTests.AssertOneLine(
        "tabu cannot solve ta01: tabu search minimises the makespan only",
        Shell.Run("compare", "ta01", "--objective", "total-flow", "--solvers", "spt,tabu", "--seeds", "1"));
}
