using System.Text.Json;
using Rota.Projects.Formats;
using Rota.Serving.Formats;
using Rota.Shop.Formats;
using Rota.SingleMachine.Formats;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public class GenerateTests
{
    [Fact]
    public void A_benchmark_comes_by_name_and_is_read_back()
    {
        using var folder = new Folder();
        Assert.Equal(0, Shell.Run("generate", "taillard", "TA21", "--out", folder["shop.txt"]).Code);
        Assert.Equal(File.ReadAllText(folder["shop.txt"]), Shell.Run("generate", "taillard", "ta21").Out);
        Assert.Contains("20 jobs on 20 machines", Shell.Run("solve", folder["shop.txt"], "--solver", "spt").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("taillard")]
    [InlineData("compact")]
    [InlineData("jsplib")]
    [InlineData("rota")]
    public void Every_format_is_solved_alike(string format)
    {
        using var folder = new Folder();
        Assert.Equal(0, Shell.Run("generate", "taillard", "ta01", "--format", format, "--out", folder["shop"]).Code);
        var spt = Shell.Run("solve", folder["shop"], "--solver", "spt", "--json");
        Assert.Equal((0, ""), (spt.Code, spt.Error));
        using var from = JsonDocument.Parse(spt.Out);
        using var named = JsonDocument.Parse(Shell.Run("solve", "ta01", "--solver", "spt", "--json").Out);
        Assert.Equal(named.RootElement.GetProperty("objective").GetInt64(), from.RootElement.GetProperty("objective").GetInt64());
    }

    [Fact]
    public void A_random_shop_keeps_its_due_dates_and_choices()
    {
        using var folder = new Folder();
        string[] args = ["generate", "shop", "--jobs", "6", "--machines", "4", "--choices", "2", "--tightness", "1.2", "--max-weight", "5", "--seed", "7"];
        Assert.Equal(0, Shell.Run([.. args, "--out", folder["shop.json"]]).Code);
        Assert.Equal(File.ReadAllText(folder["shop.json"]), Shell.Run(args).Out);
        var problem = ShopFiles.ReadOne(folder["shop.json"]);
        Assert.True(problem.IsFlexible);
        Assert.All(problem.Jobs, job => Assert.NotNull(job.Due));
        var shell = Shell.Run("solve", folder["shop.json"], "--objective", "total-weighted-tardiness", "--time", "300ms", "--out", folder["plan.json"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("with a choice of machines", shell.Out, StringComparison.Ordinal);
        Assert.Equal(0, Shell.Run("explain", folder["plan.json"], "--job", "0").Code);
    }

    [Fact]
    public void A_file_of_several_asks_which()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["two.jsonl"], Shell.Run("generate", "taillard", "ta01", "--format", "compact").Out + Shell.Run("generate", "taillard", "ta02", "--format", "compact").Out);
        BadInputTests.AssertOneLine("has 2 instances (ta01, ta02); choose one", Shell.Run("solve", folder["two.jsonl"]));
        BadInputTests.AssertOneLine("ta03", Shell.Run("solve", folder["two.jsonl"], "--instance", "ta03"));
        foreach (var chosen in new string[][] { ["--instance", "ta02", folder["two.jsonl"]], [folder["two.jsonl"] + "#ta02"] })
        {
            Assert.StartsWith("ta02: ", Shell.Run(["solve", .. chosen, "--solver", "spt", "--out", folder["plan.json"]]).Out, StringComparison.Ordinal);
            Assert.StartsWith("ta02: ", Shell.Run("explain", folder["plan.json"]).Out, StringComparison.Ordinal);
        }
        Assert.Contains("2 runs", Shell.Run("compare", folder["two.jsonl"], "--solvers", "spt", "--seeds", "1").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Machines_counted_from_one_are_read_when_told_so()
    {
        using var folder = new Folder();
        var path = folder.Write("one.txt", "2 2\n1 3 2 4\n2 2 1 5\n");
        BadInputTests.AssertOneLine("one.txt:2:3", Shell.Run("solve", path, "--format", "standard"));
        Assert.Contains("makespan 8", Shell.Run("solve", path, "--format", "standard", "--first-machine", "1").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generate needs to know what", "generate")]
    [InlineData("unknown instance 'ta99'", "generate", "taillard", "ta99")]
    [InlineData("--jobs: '0' is not", "generate", "shop", "--jobs", "0")]
    [InlineData("unknown kind 'floww'; did you mean 'flow'?", "generate", "shop", "--kind", "floww")]
    [InlineData("longest duration 3, expected 5", "generate", "shop", "--min-duration", "5", "--max-duration", "3")]
    [InlineData("unknown format 'standrad'", "generate", "taillard", "ta01", "--format", "standrad")]
    [InlineData("choices of machine in all", "generate", "shop", "--jobs", "2000000000", "--machines", "1000")]
    public void Mistakes_are_one_line(string expected, params string[] args) => BadInputTests.AssertOneLine(expected, Shell.Run(args));

    [Fact]
    public void Formats_are_listed()
    {
        var shell = Shell.Run("formats");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        using var document = JsonDocument.Parse(Shell.Run("formats", "--json").Out);
        string[] expected =
        [
            .. ShopFormats.All.Select(f => f.Name), .. TardinessFormats.All.Select(f => f.Name), .. ProjectFormats.All.Select(f => f.Name),
            .. ServingTraceFormats.All.Select(f => f.Name), "blocking",
        ];
        var listed = document.RootElement.EnumerateArray().Select(f => f.GetProperty("format").GetString()!).ToHashSet();
        Assert.All(expected, name => Assert.Contains(name, listed));
        foreach (var format in ShopFormats.All) Assert.Contains(format.Name, shell.Out, StringComparison.Ordinal);
    }
}
