using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public sealed class DiscoverTests
{
    private static readonly string[] Few = ["discover", "tardiness", "--train", "", "--evaluations", "25"];

    [Fact]
    public void A_search_is_recorded_resumed_and_played_back()
    {
        using var folder = new Folder();
        Few[3] = folder.Write("train.csv", "p,d\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i} {(7 * i % 50) + 1} {(3 * i % 40) + 1} 20 11,{i + 5} {i} {i * 2 % 70} 40 30\n")));
        var run = Shell.Run([.. Few, "--out", folder["run.jsonl"], "--database", folder["a.jsonl"]]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("held back, 2000 instances", run.Out, StringComparison.Ordinal);
        var more = Shell.Run(["discover", "tardiness", "--train", Few[3], "--evaluations", "40", "--out", folder["run.jsonl"], "--resume", "--database", folder["b.jsonl"], "--json"]);
        Assert.Equal((0, ""), (more.Code, more.Error));
        using var document = JsonDocument.Parse(more.Out);
        Assert.Equal(40, document.RootElement.GetProperty("evaluations").GetInt32());
        var replay = Shell.Run("discover", "tardiness", "--train", Few[3], "--replay", folder["run.jsonl"], "--database", folder["c.jsonl"], "--json");
        Assert.Equal(more.Out, replay.Out);
        Assert.Equal(File.ReadAllBytes(folder["b.jsonl"]), File.ReadAllBytes(folder["c.jsonl"]));
        Assert.Equal(["a.jsonl", "b.jsonl", "c.jsonl", "run.jsonl", "train.csv"], folder.Names);
    }

    [Theory]
    [InlineData("unknown task 'tardines'; did you mean 'tardiness'?", "discover", "tardines")]
    [InlineData("unknown strategy 'funsearsh'; did you mean 'funsearch'?", "discover", "job-shop", "--strategy", "funsearsh")]
    [InlineData("--model: unknown model 'mok'; did you mean 'mock'?", "discover", "job-shop", "--model", "mok")]
    [InlineData("is no endpoint of a model", "discover", "job-shop", "--model", "ftp://host/v1")]
    [InlineData("at letter 4", "discover", "job-shop", "--begin", "p +")]
    [InlineData("takes --replay alone", "discover", "job-shop", "--replay", "run.jsonl", "--model", "mock")]
    [InlineData("--resume needs --out", "discover", "job-shop", "--resume")]
    [InlineData("no such file", "discover", "job-shop", "--replay", "/no/such/run.jsonl")]
    public void Mistakes_are_one_line(string expected, params string[] args) => BadInputTests.AssertOneLine(expected, Shell.Run(args));
}
