using System.Collections.Immutable;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Generators;
using Rota.Studies.Shop;
using Xunit;

namespace Rota.Cli.Tests.Studies;

public sealed class ShopBenchmarkTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("ta11", 20, 15, "ta 20x15", "ta")]
    [InlineData("dmu01", 20, 15, "dmu01-40 20x15", "dmu01-40")]
    [InlineData("dmu41", 20, 15, "dmu41-80 20x15", "dmu41-80")]
    [InlineData("tai_100_100_1", 100, 100, "tai 100x100", "tai 100x100")]
    [InlineData("dct-long-100-10000-1", 103, 100, "dct-long-100", "dct-long-100")]
    [InlineData("dct-long-1000-10000-1", 1002, 1000, "dct-long-1000", "dct-long-1000")]
    public void Instances_belong_to_the_class_of_their_set_and_size(string name, int jobs, int machines, string expected, string set)
    {
        var group = ShopClass.Of(Shop(name, jobs, machines))!;
        Assert.Equal((expected, set), (group.Name, group.Set));
    }

    [Fact]
    public void Other_shops_belong_to_no_class() => Assert.Null(ShopClass.Of(Shop("mine", 2, 2)));

    [Fact]
    public void A_row_survives_its_own_line_of_the_results()
    {
        var row = new ShopBenchmarkRow("ta", "ta 20x15", "ta11", "tabu", 3, 0.5, 2, 1370, 1323, "feasible", 0.51, 0.25);
        Assert.Equal(row, ShopBenchmarkRow.FromCsv(row.ToCsv(), "results.csv", 2));
        var none = row with { Objective = null, BestAtSeconds = null };
        Assert.Equal(none, ShopBenchmarkRow.FromCsv(none.ToCsv(), "results.csv", 2));
    }

    [Fact]
    public void A_broken_line_of_the_results_is_named() =>
        Assert.Contains("results.csv:7", Assert.Throws<InputException>(() => ShopBenchmarkRow.FromCsv("ta,ta 20x15,ta11", "results.csv", 7)).Message);

    [Fact]
    public void A_second_run_takes_what_the_results_hold_and_measures_the_rest()
    {
        var options = new ShopBenchmarkOptions
        {
            Solvers = ["mwkr", "rules"],
            Time = TimeSpan.FromSeconds(5),
            Workers = 1,
            Results = file,
            Classes = ["ta 15x15"],
            PerClass = 1,
        };
        ImmutableArray<ShopProblem> problems = [TaillardShops.Create("ta01"), TaillardShops.Create("ta02")];
        var first = ShopBenchmark.Run(options, problems, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(1491, first.Rows.Single(row => row.Solver == "mwkr").Objective);

        using var progress = new StringWriter();
        var second = ShopBenchmark.Run(options with { PerClass = 2 }, problems, progress, TestContext.Current.CancellationToken);
        Assert.Equal(4, second.Rows.Length);
        Assert.Equal(first.Rows, second.Rows.Where(row => row.Instance == "ta01"));
        Assert.DoesNotContain("ta01", progress.ToString());
        Assert.Equal(5, File.ReadAllLines(file).Length);
    }

    [Fact]
    public void The_report_gives_gaps_targets_and_a_verdict()
    {
        var options = new ShopBenchmarkOptions { Solvers = ["a", "b"] };
        ShopBenchmarkRow Row(string instance, string solver, long objective) => new("ta", "ta 20x15", instance, solver, 1, 60, 2, objective, 1, "feasible", 60, 1);
        // Best known: ta11 1357, ta12 1367.
        var report = new ShopBenchmarkReport(options, [Row("ta11", "a", 1357), Row("ta12", "a", 1381), Row("ta11", "b", 1425), Row("ta12", "b", 1450)]);
        var set = Assert.Single(report.Sets);
        Assert.Equal(100.0 * 14 / 1367 / 2, set.MeanGap("a")!.Value, 9);
        Assert.True(report.Reached(set));
        Assert.False(new ShopBenchmarkReport(options, [Row("ta11", "a", 1380)]) is var bad && bad.Reached(bad.Sets[0])!.Value);
        using var text = new StringWriter();
        report.Write(text);
        Assert.Contains("August 2026", text.ToString());
        Assert.Contains("| ta | 2 | <= 1.0 | 0.51 | reached |", text.ToString());
        Assert.Contains("2 better, 0 worse of 2", text.ToString());
    }

    [Fact]
    public void Every_class_counts_the_same_in_the_mean_of_class_means()
    {
        ShopBenchmarkRow Row(string group, string instance, long objective) => new("ta", group, instance, "a", 1, 60, 2, objective, 1, "feasible", 60, 1);
        // Gaps 0, 0 and, in the other class, 100 * 20 / 2005: plain mean 0.33, mean of classes 0.50.
        var report = new ShopBenchmarkReport(
            new ShopBenchmarkOptions { Solvers = ["a"] }, [Row("ta 20x15", "ta11", 1357), Row("ta 20x15", "ta12", 1367), Row("ta 30x20", "ta41", 2025)]);
        using var text = new StringWriter();
        report.Write(text);
        Assert.Contains("| ta | 3 | <= 1.0 | 0.33 | reached | 0.50 |", text.ToString());
    }

    private static ShopProblem Shop(string name, int jobs, int machines) =>
        new(name, machines, [.. Enumerable.Range(0, jobs).Select(j => new ShopJob($"{j}", [new Operation(0, 1)]))]);
}
