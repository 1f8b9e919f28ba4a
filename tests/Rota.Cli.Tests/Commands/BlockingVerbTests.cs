using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public class BlockingVerbTests
{
    private const string Shop = "2 2\n0 3 1 2\n1 3 0 4\n";

    [Fact]
    public void A_sidecar_beside_a_shop_is_rehearsed_drawn_and_listed()
    {
        using var folder = new Folder();
        folder.Write("shop.txt", Shop);
        folder.Write("b.json", """{"format": "rota-blocking", "shop": "shop.txt", "stops": {"probability": 0.2, "repair": [1, 5]}}""");
        var shell = Shell.Run(
            "rehearse", folder["shop.txt"], "--blocking", folder["b.json"], "--policies", "fifo,rollout,learned,guided", "--seeds", "3", "--csv", folder["events.csv"], "--gantt", folder["run.html"], "--json");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        using var document = JsonDocument.Parse(shell.Out);
        Assert.Equal(["fifo", "rollout", "learned", "guided"], document.RootElement.GetProperty("policies").EnumerateArray().Select(p => p.GetProperty("policy").GetString()));
        Assert.All(document.RootElement.GetProperty("policies").EnumerateArray(), p => Assert.Equal(3, p.GetProperty("makespans").GetArrayLength()));
        Assert.StartsWith("time,event,job,operation,machine,detail\n0,load,0,0,0,from outside\n", File.ReadAllText(folder["events.csv"]), StringComparison.Ordinal);
        Assert.Contains("swap,,,,", File.ReadAllText(folder["events.csv"]), StringComparison.Ordinal);
        Assert.Contains("Swaps", File.ReadAllText(folder["run.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sidecar_alone_is_solved_and_explained()
    {
        using var folder = new Folder();
        folder.Write("shop.txt", Shop);
        folder.Write("b.json", """{"format": "rota-blocking", "shop": "shop.txt"}""");
        var shell = Shell.Run("solve", folder["b.json"], "--time", "2s", "--out", folder["plan.json"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("makespan 7, proved optimal", shell.Out, StringComparison.Ordinal);
        Assert.Contains("follows its own work before", Shell.Run("explain", folder["plan.json"]).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format": "rota-blocking", "shop": "shop.txt", "swap": false}""", "fifo", "in a ring, and swaps are not allowed: job")]
    [InlineData("""{"format": "rota-blocking", "shop": "shop.txt"}""", "fifi", "did you mean 'fifo'?")]
    [InlineData("""{"format": "rota-blocking"}""", "fifo", "names no shop")]
    [InlineData("""{"format": "rota-blocking", "shop": "shop.txt", "buffers": -1}""", "fifo", "b.json:1:60: ")]
    public void A_mistake_is_one_line_and_exit_code_2(string sidecar, string policy, string fault)
    {
        using var folder = new Folder();
        folder.Write("shop.txt", Shop);
        folder.Write("b.json", sidecar);
        var shell = Shell.Run("rehearse", folder["b.json"], "--policies", policy);
        Assert.Equal(2, shell.Code);
        Assert.Contains(fault, shell.Error, StringComparison.Ordinal);
        Assert.Single(shell.Error.TrimEnd('\n').Split('\n'));
    }
}
