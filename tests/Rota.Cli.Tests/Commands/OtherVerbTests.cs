using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public class OtherVerbTests
{
    [Fact]
    public void Doctor_reports_what_it_runs_on()
    {
        using var document = JsonDocument.Parse(Shell.Run("doctor", "--json").Out);
        var names = document.RootElement.EnumerateObject().Select(p => p.Name);
        Assert.Equal(["rota", "net", "system", "cores", "memory", "or_tools", "libtorch", "self_test", "shared_data", "healthy"], names);
        Assert.True(document.RootElement.GetProperty("healthy").GetBoolean());
        Assert.Contains("loaded, solved", document.RootElement.GetProperty("or_tools").GetString(), StringComparison.Ordinal);
        Assert.Contains("checked", document.RootElement.GetProperty("self_test").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Demo_plays_every_act_and_writes_its_page()
    {
        using var folder = new Folder();
        var shell = Shell.Run("demo", "--time", "200ms", "--out", folder["page.html"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        foreach (var act in Demo.DemoActs.All) Assert.Contains(act.Title, shell.Out, StringComparison.Ordinal);
        foreach (var part in new[] { "rules", "tabu", "cp-sat", "portfolio", "above best known", "1642", folder["page.html"] })
            Assert.Contains(part, shell.Out, StringComparison.Ordinal);
        var page = File.ReadAllText(folder["page.html"]);
        Assert.StartsWith("<!doctype html", page, StringComparison.OrdinalIgnoreCase);
        foreach (var part in new[] { "<svg", "portfolio", "best known 1642", "machine 19" }) Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.Equal(["page.html"], folder.Names);
    }

    [Fact]
    public void Demo_writes_nothing_but_pages()
    {
        using var folder = new Folder();
        BadInputTests.AssertOneLine("ending in .html", Shell.Run("demo", "--out", folder["page.pdf"]));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Studies_are_listed()
    {
        Assert.Contains("shop-benchmarks", Shell.Run("study").Out, StringComparison.Ordinal);
        Assert.Equal(Shell.Run("study").Out, Shell.Run("study", "--list").Out);
        using var document = JsonDocument.Parse(Shell.Run("study", "--list", "--json").Out);
        Assert.Equal(Rota.Studies.StudyCatalog.All.Count, document.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("unknown study 'shop-benchmark'; did you mean 'shop-benchmarks'?", "study", "shop-benchmark")]
    [InlineData("not both", "study", "shop-benchmarks", "--all")]
    [InlineData("unknown scale 'smokee'; did you mean 'smoke'?", "study", "shop-benchmarks", "--scale", "smokee")]
    [InlineData("is a file, expected a folder", "study", "shop-benchmarks", "--out", "/etc/passwd")]
    [InlineData("bench needs to know what", "bench")]
    [InlineData("no instance is of the classes zz", "bench", "shop", "--classes", "zz")]
    [InlineData("unknown solver", "bench", "shop", "--solvers", "x")]
    public void Mistakes_in_measuring_are_one_line(string expected, params string[] args) => BadInputTests.AssertOneLine(expected, Shell.Run(args));

    [Fact]
    public void Bench_prints_its_table_with_the_date_of_the_bounds_and_keeps_it()
    {
        using var folder = new Folder();
        var shell = Shell.Run(
            "bench", "shop", "ta01", "--classes", "ta", "--solvers", "rules,mwkr", "--time", "1s", "--results", folder["r.csv"], "--out", folder["t.md"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("bounds of ", shell.Out, StringComparison.Ordinal);
        Assert.Contains("| ta 15x15 | 1 |", shell.Out, StringComparison.Ordinal);
        Assert.Equal(shell.Out, File.ReadAllText(folder["t.md"]));
        Assert.Equal(3, File.ReadAllLines(folder["r.csv"]).Length);
    }
}
