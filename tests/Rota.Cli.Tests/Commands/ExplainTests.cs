using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public class ExplainTests
{
    [Fact]
    public void Without_a_job_it_is_the_chain_that_decides()
    {
        using var folder = new Folder();
        var shell = Shell.Run("explain", Solved(folder));
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("the chain that decides", shell.Out, StringComparison.Ordinal);
        Assert.Contains("no schedule has an objective below", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_job_it_says_what_holds_each_of_its_operations()
    {
        using var folder = new Folder();
        var shell = Shell.Run("explain", Solved(folder), "--job", "7");
        Assert.Contains("job 7 ends at ", shell.Out, StringComparison.Ordinal);
        for (var k = 0; k < 15; k++) Assert.Contains($"operation {k} of job 7 on machine ", shell.Out, StringComparison.Ordinal);
        Assert.Contains("the chain that decides when job 7 ends", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_both()
    {
        using var folder = new Folder();
        using var document = JsonDocument.Parse(Shell.Run("explain", Solved(folder), "--job", "0", "--json").Out);
        Assert.Equal(15, document.RootElement.GetProperty("why").GetProperty("reasons").GetArrayLength());
        Assert.NotEqual(0, document.RootElement.GetProperty("critical_path").GetProperty("reasons").GetArrayLength());
    }

    [Fact]
    public void An_unknown_job_is_refused()
    {
        using var folder = new Folder();
        BadInputTests.AssertOneLine("ta01 has no job '15', expected a name or a number from 0 to 14", Shell.Run("explain", Solved(folder), "--job", "15"));
    }

    [Fact]
    public void A_result_of_another_instance_is_refused()
    {
        using var folder = new Folder();
        BadInputTests.AssertOneLine("is not a schedule of ta02", Shell.Run("explain", Solved(folder), "--instance", "ta02"));
    }

    [Fact]
    public void A_lost_instance_is_asked_for()
    {
        using var folder = new Folder();
        var path = Solved(folder);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"source\": \"ta01\"", "\"source\": \"/gone/shop.txt\"", StringComparison.Ordinal));
        BadInputTests.AssertOneLine("--instance", Shell.Run("explain", path));
        Assert.Equal(0, Shell.Run("explain", path, "--instance", "ta01").Code);
    }

    [Fact]
    public void A_result_that_was_changed_is_found_out()
    {
        using var folder = new Folder();
        var path = Solved(folder);
        var text = File.ReadAllText(path);
        using var document = JsonDocument.Parse(text);
        var objective = document.RootElement.GetProperty("objective").GetInt64();
        File.WriteAllText(path, text.Replace($"\"objective\": {objective},\n  \"bound\"", $"\"objective\": {objective - 1},\n  \"bound\"", StringComparison.Ordinal));
        BadInputTests.AssertOneLine($"claims makespan {objective - 1}", Shell.Run("explain", path));
    }

    [Fact]
    public void There_is_nothing_infeasible_about_a_job_shop()
    {
        using var folder = new Folder();
        var path = folder.Write("r.json", """{"problem":"shop","instance":"x","status":"infeasible","objective":null,"answer":null}""");
        BadInputTests.AssertOneLine("a job shop without deadlines never is", Shell.Run("explain", path));
    }

    private static string Solved(Folder folder)
    {
        Assert.Equal(0, Shell.Run("solve", "ta01", "--solver", "mwkr", "--out", folder["plan.json"]).Code);
        return folder["plan.json"];
    }
}
