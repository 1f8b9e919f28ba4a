using System.Text.Json;
using Rota.Shop.Learning;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public class SolveTests
{
    private static readonly string[] Keys =
        ["problem", "instance", "solver", "seed", "status", "objective", "bound", "elapsed_s", "checked", "trajectory", "answer"];

    [Fact]
    public void Json_is_one_object_with_the_promised_fields()
    {
        var shell = Shell.Run("solve", "ta01", "--time", "300ms", "--seed", "7", "--json");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        using var document = JsonDocument.Parse(shell.Out);
        var root = document.RootElement;
        Assert.Equal(Keys, root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("shop", "ta01", "portfolio", 7), (Text(root, "problem"), Text(root, "instance"), Text(root, "solver"), root.GetProperty("seed").GetInt32()));
        Assert.Equal("feasible", Text(root, "status"));
        Assert.True(root.GetProperty("checked").GetBoolean());
        Assert.InRange(root.GetProperty("objective").GetInt64(), 1231, 2000);
        Assert.InRange(root.GetProperty("bound").GetInt64(), 900, 1231);
        var trajectory = root.GetProperty("trajectory").EnumerateArray().ToList();
        Assert.All(trajectory, point => Assert.Equal(["t", "objective", "bound"], point.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(root.GetProperty("objective").GetInt64(), trajectory[^1].GetProperty("objective").GetInt64());
        var jobs = root.GetProperty("answer").GetProperty("jobs").EnumerateArray().Select(job => job.EnumerateArray().ToList()).ToList();
        Assert.Equal(225, jobs.Sum(job => job.Count));
        Assert.Equal(
            root.GetProperty("objective").GetInt64(), jobs.Max(job => job[^1][2].GetInt64()));
    }

    [Theory]
    [InlineData("hello", "f.txt:1:1: read 'hello', expected an instance of shop, tardiness, project, blocking, cluster or machines; rota formats lists the files")]
    [InlineData("{\"a\": 1}", "f.txt:1:1: expected an instance of shop")]
    [InlineData("{\"answer\": {}, \"status\": \"optimal\"}", "is a result of rota, expected an instance")]
    [InlineData("user,group,submit_ms,stage_core_s\na,g,1,2\n", "holds jobs of a shared pool, to be rehearsed, not planned: rota rehearse ")]
    public void What_no_domain_knows_is_named_and_traces_are_sent_on(string text, string expected)
    {
        using var folder = new Folder();
        var file = folder["f.txt"];
        File.WriteAllText(file, text);
        var shell = Shell.Run("solve", file);
        Assert.Equal((2, ""), (shell.Code, shell.Out));
        Assert.Contains(expected, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_of_the_users_own_dispatches_and_a_wrong_file_is_refused()
    {
        using var folder = new Folder();
        var file = folder["mine.safetensors"];
        using (var shipped = typeof(ShopModels).Assembly.GetManifestResourceStream("Rota.Shop.Learning.job-shop.safetensors")!)
        using (var copy = File.Create(file)) shipped.CopyTo(copy);
        using var own = JsonDocument.Parse(Shell.Run("solve", "ta01", "--solver", "learned:" + file, "--json").Out);
        using var known = JsonDocument.Parse(Shell.Run("solve", "ta01", "--solver", "learned", "--json").Out);
        Assert.Equal("learned:" + file, Text(own.RootElement, "solver"));
        Assert.Equal(known.RootElement.GetProperty("objective").GetInt64(), own.RootElement.GetProperty("objective").GetInt64());
        var wrong = Shell.Run("solve", "ta01", "--solver", "learned:none.safetensors");
        Assert.Equal((2, ""), (wrong.Code, wrong.Out));
        Assert.Contains("none.safetensors", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_say_what_was_asked_and_what_came_out()
    {
        var shell = Shell.Run("solve", "TA01", "--time", "300ms", "--workers", "2", "--target", "5000");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.StartsWith("ta01: 15 jobs on 15 machines, 225 operations; minimise makespan\n", shell.Out, StringComparison.Ordinal);
        Assert.Contains("solver portfolio, 2 workers, seed 1; limits: time 300ms, target 5000\n", shell.Out, StringComparison.Ordinal);
        Assert.Contains("target reached", shell.Out, StringComparison.Ordinal);
        Assert.Contains("best known 1231, optimal (", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_file_is_what_json_prints_and_nothing_else_is_left()
    {
        using var folder = new Folder();
        var shell = Shell.Run("solve", "ta01", "--solver", "spt", "--out", folder["plan"], "--json");
        Assert.Equal(shell.Out, File.ReadAllText(folder["plan"]));
        Assert.Equal(["plan"], folder.Names);
    }

    [Fact]
    public void An_older_result_is_replaced_as_a_whole()
    {
        using var folder = new Folder();
        folder.Write("plan.json", new string('x', 1_000_000));
        Assert.Equal(0, Shell.Run("solve", "ta01", "--solver", "spt", "--out", folder["plan.json"]).Code);
        using var document = JsonDocument.Parse(File.ReadAllText(folder["plan.json"]));
        Assert.Equal(["plan.json"], folder.Names);
    }

    [Fact]
    public void A_link_is_followed_not_replaced()
    {
        using var folder = new Folder();
        folder.Write("real.json", "old");
        File.CreateSymbolicLink(folder["link.json"], folder["real.json"]);
        Assert.Equal(0, Shell.Run("solve", "ta01", "--solver", "spt", "--out", folder["link.json"]).Code);
        Assert.NotNull(File.ResolveLinkTarget(folder["link.json"], returnFinalTarget: false));
        Assert.StartsWith("{", File.ReadAllText(folder["real.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_holds_the_schedule()
    {
        using var folder = new Folder();
        Assert.Equal(0, Shell.Run("solve", "ta01", "--solver", "spt", "--out", folder["plan.csv"]).Code);
        using var reader = File.OpenText(folder["plan.csv"]);
        Assert.Equal(225, Rendering.ScheduleCsv.Read(reader, "plan.csv").Blocks.Length);
    }

    [Theory]
    [InlineData("plan.html", "<!doctype html")]
    [InlineData("plan.svg", "<svg")]
    [InlineData("plan.json", "{")]
    public void Pictures_are_drawn_by_extension(string name, string begin)
    {
        using var folder = new Folder();
        Assert.Equal(0, Shell.Run("solve", "ta01", "--solver", "spt", "--gantt", folder[name]).Code);
        Assert.StartsWith(begin, File.ReadAllText(folder[name]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_file_is_solved_and_found_again_by_explain()
    {
        using var folder = new Folder();
        var path = folder.Write("mine.txt", "2 2\n0 3 1 4\n1 2 0 5\n");
        var shell = Shell.Run("solve", path, "--out", folder["plan.json"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("makespan 8, proved optimal", shell.Out, StringComparison.Ordinal);
        Assert.Contains("makespan 8, optimal", Shell.Run("explain", folder["plan.json"]).Out, StringComparison.Ordinal);
        File.Delete(path);
        BadInputTests.AssertOneLine("say where it is: --instance", Shell.Run("explain", folder["plan.json"]));
    }

    [Fact]
    public void An_infeasible_or_larger_wish_is_no_reason_to_fail() =>
        Assert.Equal(0, Shell.Run("solve", "ta01", "--solver", "spt", "--target", "1").Code);

    [Fact]
    public void The_same_seed_gives_the_same_schedule()
    {
        string[] args = ["solve", "ta01", "--solver", "random", "--seed", "5", "--json"];
        Assert.Equal(Operations(Shell.Run(args)), Operations(Shell.Run(args)));
        args[^2] = "6";
        Assert.NotEqual(Operations(Shell.Run("solve", "ta01", "--solver", "random", "--seed", "5", "--json")), Operations(Shell.Run(args)));
    }

    [Fact]
    public void Cancelled_at_once_is_130_and_still_one_object()
    {
        using var interruption = new Interruption();
        interruption.Cancel();
        var shell = Shell.RunWith(interruption, "solve", "ta01", "--json");
        Assert.Equal(130, shell.Code);
        using var document = JsonDocument.Parse(shell.Out);
        var answered = document.RootElement.GetProperty("answer").ValueKind != JsonValueKind.Null;
        Assert.Equal(answered ? "feasible" : "unknown", Text(document.RootElement, "status"));
        Assert.Equal(answered, document.RootElement.GetProperty("checked").GetBoolean());
    }

    [Fact]
    public void The_time_limit_is_kept()
    {
        var shell = Shell.Run("solve", "ta41", "--time", "1s", "--json");
        using var document = JsonDocument.Parse(shell.Out);
        // Generous: tests share their cores. The benchmark holds the real figure.
        Assert.InRange(document.RootElement.GetProperty("elapsed_s").GetDouble(), 0.9, 3);
    }

    [Theory]
    [InlineData("total-flow")]
    [InlineData("total-weighted-tardiness")]
    public void Other_objectives_are_solved(string objective)
    {
        var shell = Shell.Run("solve", "ta01", "--objective", objective, "--time", "300ms", "--json");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains($"\"measure\": \"{objective}\"", shell.Out, StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Operations(Shell shell)
    {
        using var document = JsonDocument.Parse(shell.Out);
        return document.RootElement.GetProperty("answer").GetProperty("jobs").GetRawText();
    }
}
