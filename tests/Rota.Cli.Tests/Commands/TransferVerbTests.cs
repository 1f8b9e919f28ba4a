using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Commands;

/// <summary>Lines with transfer robots: generate and rehearse as their users type them.</summary>
public sealed class TransferVerbTests
{
    [Fact]
    public void A_generated_line_is_rehearsed_and_played_in_a_page()
    {
        using var folder = new Folder();
        Assert.Equal(0, Shell.Run("generate", "line", "--row", "1", "--arms", "2", "--out", folder["line.json"]).Code);
        var shell = Shell.Run(
            "rehearse", folder["line.json"], "--policies", "fifo,swap,learned", "--plates", "100", "--html", folder["line.html"], "--csv", folder["line.csv"], "--trace", folder["line.trace.json"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("bound: 72 s between plates", shell.Out, StringComparison.Ordinal);
        var page = File.ReadAllText(folder["line.html"]);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("start_s,end_s,robot,action,plate,from,to,other", File.ReadAllText(folder["line.csv"]), StringComparison.Ordinal);
        using var chrome = JsonDocument.Parse(File.ReadAllText(folder["line.trace.json"]));
        Assert.NotEmpty(chrome.RootElement.GetProperty("traceEvents").EnumerateArray());
    }

    [Fact]
    public void Policies_are_compared_on_the_same_days()
    {
        using var folder = new Folder();
        Shell.Run("generate", "line", "--row", "5", "--noise", "0.2", "--out", folder["line.json"]);
        var shell = Shell.Run("rehearse", folder["line.json"], "--policies", "pull,est-oldest", "--plates", "100", "--seeds", "3", "--json");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        using var document = JsonDocument.Parse(shell.Out);
        Assert.Equal(100, document.RootElement.GetProperty("bound_tact_s").GetDouble());
        Assert.Equal(2, document.RootElement.GetProperty("policies").GetArrayLength());
        Assert.Single(document.RootElement.GetProperty("verdicts").EnumerateArray());
    }

    [Fact]
    public void A_rule_sheet_decides_and_its_faults_are_named()
    {
        using var folder = new Folder();
        Shell.Run("generate", "line", "--row", "1", "--out", folder["line.json"]);
        var good = folder.Write("good.txt", "take s3 to output by soonest   # empty the end first\ntake * if ready by downstream\ntake input if load s1 < 1\nwait\n");
        Assert.Equal(0, Shell.Run("rehearse", folder["line.json"], "--policies", $"sheet:{good}", "--plates", "50").Code);
        var bad = folder.Write("bad.txt", "take s9 to output\n");
        var shell = Shell.Run("rehearse", folder["line.json"], "--policies", $"sheet:{bad}");
        Assert.Equal(2, shell.Code);
        Assert.Equal($"rota: {bad}:1:2: unknown station 's9'; did you mean 's1'?", Assert.Single(shell.ErrorLines));
    }

    [Fact]
    public void Unknown_policies_and_kinds_are_answered_with_the_nearest()
    {
        using var folder = new Folder();
        Shell.Run("generate", "line", "--out", folder["line.json"]);
        var shell = Shell.Run("rehearse", folder["line.json"], "--policies", "swop");
        Assert.Equal(2, shell.Code);
        Assert.Contains("did you mean 'swap'?", shell.Error, StringComparison.Ordinal);
        Assert.Equal(2, Shell.Run("generate", "line", "--kind", "tandm").Code);
    }

    [Fact]
    public void A_policy_is_explained_as_a_table_and_as_a_sheet_that_runs()
    {
        using var folder = new Folder();
        Shell.Run("generate", "line", "--row", "1", "--out", folder["line.json"]);
        var shell = Shell.Run("explain", folder["line.json"], "--policy", "fifo", "--sheet", folder["fifo.txt"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("take * if ready by ", shell.Out, StringComparison.Ordinal);
        Assert.Contains("the sheet does the same in 100.0 %", shell.Out, StringComparison.Ordinal);
        Assert.StartsWith("# fifo on row-1: the same in 100.0 %", File.ReadAllText(folder["fifo.txt"]), StringComparison.Ordinal);
        Assert.Equal(0, Shell.Run("rehearse", folder["line.json"], "--policies", $"fifo,sheet:{folder["fifo.txt"]}", "--plates", "50").Code);
        using var document = JsonDocument.Parse(Shell.Run("explain", folder["line.json"], "--json").Out);
        Assert.Equal("learned", document.RootElement.GetProperty("policy").GetString());
        Assert.Equal(2, Shell.Run("explain", folder["line.json"], "--policy", "fifoo").Code);
    }

    [Fact]
    public void The_rolling_horizon_is_a_policy_like_any_other()
    {
        using var folder = new Folder();
        Shell.Run("generate", "line", "--row", "3", "--out", folder["line.json"]);
        var shell = Shell.Run("rehearse", folder["line.json"], "--policies", "est,rolling-horizon", "--plates", "8");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("rolling-horizon", shell.Out, StringComparison.Ordinal);
        Assert.Contains("did you mean 'rolling-horizon'?", Shell.Run("rehearse", folder["line.json"], "--policies", "rolling-horizn").Error, StringComparison.Ordinal);
    }
}
