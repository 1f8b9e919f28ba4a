using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public sealed class PlanWithModelTests
{
    private const string Project =
        """
        {"version": 1, "name": "move", "unit": "hour",
         "tasks": [{"id": "A", "duration": 3, "demand": {"crew": 1}}, {"id": "B", "duration": 2, "demand": {"crew": 1}},
                   {"id": "C", "duration": 2, "demand": {"crew": 2}}, {"id": "D", "duration": 4, "demand": {"crew": 1}, "release": 2, "due": 12}],
         "resources": [{"id": "crew", "capacity": 2, "downtime": [[5, 6]]}],
         "precedence": [["A", "C"], ["B", "D"]], "exclusive": [["A", "D"]]}
        """;

    [Theory]
    [InlineData("asap")]
    [InlineData("zero")]
    [InlineData("garbage")]
    public void A_plan_comes_out_and_says_which_step_sufficed(string model)
    {
        using var folder = new Folder();
        var shell = Shell.Run("plan-with-model", folder.Write("p.json", Project), "--model", model, "--out", folder["plan.json"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("step: ", shell.Out, StringComparison.Ordinal);
        using var plan = JsonDocument.Parse(File.ReadAllText(folder["plan.json"]));
        Assert.Equal(4, plan.RootElement.GetProperty("schedule").GetArrayLength());
    }

    [Fact]
    public void Ones_own_plan_is_checked_and_moved_as_little_as_possible()
    {
        using var folder = new Folder();
        var shell = Shell.Run("plan-with-model", folder.Write("p.json", Project), "--proposal", folder.Write("mine.txt", "A 0\nB 0\nC 4\nD 7\n"), "--nearest", "--time", "20s", "--json");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        using var plan = JsonDocument.Parse(shell.Out);
        Assert.Equal(("nearest", 1), (plan.RootElement.GetProperty("step").GetString(), plan.RootElement.GetProperty("moved").GetInt32()));
    }

    [Theory]
    [InlineData("--proposal or --model, not both", "--proposal", "x", "--model", "asap")]
    [InlineData("--rounds: '4' is not", "--rounds", "4")]
    [InlineData("--model: unknown model 'asp'; did you mean 'asap'?", "--model", "asp")]
    public void Mistakes_are_one_line(string expected, params string[] args)
    {
        using var folder = new Folder();
        BadInputTests.AssertOneLine(expected, Shell.Run(["plan-with-model", folder.Write("p.json", Project), .. args]));
    }
}
