using Xunit;

namespace Rota.Cli.Tests;

/// <summary>Every mistake of a user: one line on standard error, exit code 2, nothing written.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("unknown verb 'slove'; did you mean 'solve'?", "slove")]
    [InlineData("solve needs FILE|NAME", "solve")]
    [InlineData("unexpected 'ta02'", "solve", "ta01", "ta02")]
    [InlineData("unknown option '--tmie'; did you mean '--time'?", "solve", "ta01", "--tmie", "3s")]
    [InlineData("--time", "solve", "ta01", "--time")]
    [InlineData("--time: '0' is not above zero", "solve", "ta01", "--time", "0")]
    [InlineData("--time: '-3s' is not above zero", "solve", "ta01", "--time", "-3s")]
    [InlineData("--time: 'soon' is not a duration", "solve", "ta01", "--time", "soon")]
    [InlineData("--time", "solve", "ta01", "--time", "1s", "--time", "2s")]
    [InlineData("--workers: '0' is not a whole number from 1 to 1024", "solve", "ta01", "--workers", "0")]
    [InlineData("--workers: '-1' is not", "solve", "ta01", "--workers", "-1")]
    [InlineData("--seed: 'x' is not", "solve", "ta01", "--seed", "x")]
    [InlineData("--seed: '99999999999999999999' is not", "solve", "ta01", "--seed", "99999999999999999999")]
    [InlineData("unknown solver 'tabuu'; did you mean 'tabu'?", "solve", "ta01", "--solver", "tabuu")]
    [InlineData("unknown objective 'makespam'; did you mean 'makespan'?", "solve", "ta01", "--objective", "makespam")]
    [InlineData("ta91", "solve", "ta91")]
    [InlineData("nowhere.txt", "solve", "/no/such/nowhere.txt")]
    [InlineData("tabu search minimises the makespan only", "solve", "ta01", "--solver", "tabu", "--objective", "total-flow", "--time", "1s")]
    [InlineData("compare needs", "compare")]
    [InlineData("unknown solver 'cpsat'; did you mean 'cp-sat'?", "compare", "ta01", "--solvers", "tabu,cpsat")]
    [InlineData("--seeds: '0'", "compare", "ta01", "--seeds", "0")]
    [InlineData("explain needs RESULT", "explain")]
    [InlineData("there is no file", "explain", "/no/such/result.json")]
    [InlineData("completion needs a shell", "completion")]
    [InlineData("unknown word 'tcsh'", "completion", "tcsh")]
    public void Is_one_line(string expected, params string[] args) => AssertOneLine(expected, Shell.Run(args));

    [Fact]
    public void A_folder_is_not_an_instance()
    {
        using var folder = new Folder();
        AssertOneLine("folder", Shell.Run("solve", folder["."]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n")]
    [InlineData("\0\u0001\u0002\u0003binary\u0004")]
    [InlineData("hello world\n")]
    [InlineData("2 2\n0 3 1 4\n")]
    [InlineData("2 2\n0 3 1 4\n1 2 0\n")]
    [InlineData("2 2\n0 3 1 4\n1 2 0 5 7 7\n")]
    [InlineData("2 2\n0 3 1 -4\n1 2 0 5\n")]
    [InlineData("2 2\n0 3 1 4\n1 2 2 5\n")]
    [InlineData("2 2\n0 3 1 99999999999999999999\n1 2 0 5\n")]
    [InlineData("2 2\n0 3 1 4.5\n1 2 0 5\n")]
    [InlineData("0 0\n")]
    [InlineData("-1 2\n0 3\n")]
    [InlineData("2000000000 2000000000\n0 3\n")]
    [InlineData("{\"jobs\": ")]
    [InlineData("[1, 2]")]
    public void A_file_that_is_no_instance_is_refused_by_name(string text)
    {
        using var folder = new Folder();
        var path = folder.Write("shop.txt", text);
        AssertOneLine("shop.txt", Shell.Run("solve", path, "--time", "1h", "--out", folder["plan.json"]));
        Assert.Equal(["shop.txt"], folder.Names);
    }

    [Fact]
    public void A_truncated_gzip_is_refused()
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder["shop.gz"], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]);
        AssertOneLine("shop.gz", Shell.Run("solve", folder["shop.gz"]));
    }

    [Fact]
    public void An_unknown_format_is_refused()
    {
        using var folder = new Folder();
        AssertOneLine("unknown format 'standrad'", Shell.Run("solve", folder.Write("s", "1 1\n0 3\n"), "--format", "standrad"));
    }

    [Theory]
    [InlineData("missing/plan.json", "there is no folder")]
    [InlineData("plan.xlsx", "expected .json or .csv")]
    [InlineData("plan.svg", "use --gantt")]
    [InlineData("", "folder")]
    public void An_output_that_cannot_be_written_is_refused_before_solving(string name, string expected)
    {
        using var folder = new Folder();
        AssertOneLine(expected, Shell.Run("solve", "ta01", "--time", "1h", "--out", folder[name]));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void An_output_below_a_file_is_refused()
    {
        using var folder = new Folder();
        folder.Write("plan", "mine");
        AssertOneLine("is a file, not a folder", Shell.Run("solve", "ta01", "--time", "1h", "--out", folder["plan/x.json"]));
        Assert.Equal(["plan"], folder.Names);
    }

    [Fact]
    public void A_picture_of_an_unknown_kind_is_refused()
    {
        using var folder = new Folder();
        AssertOneLine("expected .html, .svg or .json", Shell.Run("solve", "ta01", "--time", "1h", "--gantt", folder["plan.png"]));
        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"problem\": \"shop\"}")]
    [InlineData("{\"problem\": 3}")]
    [InlineData("\0\u0001\u0002binary")]
    public void A_file_that_is_no_result_cannot_be_explained(string text)
    {
        using var folder = new Folder();
        AssertOneLine("this is not a result of rota solve", Shell.Run("explain", folder.Write("r.json", text)));
    }

    [Fact]
    public void A_message_stays_one_line_whatever_the_user_typed() => AssertOneLine("unknown verb", Shell.Run("so\nlve\u001b[31m"));

    [Fact]
    public void Result_and_picture_are_two_files()
    {
        using var folder = new Folder();
        AssertOneLine("same file", Shell.Run("solve", "ta01", "--time", "1h", "--out", folder["p.json"], "--gantt", folder["p.json"]));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_bug_is_not_the_users_fault()
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var output = new Faulty();
        Assert.Equal(1, Tool.Run([], new Terminal(output, error, new Interruption())));
        Assert.Equal("rota: this is a bug of rota, please report it: InvalidOperationException: made up\n", error.ToString());
    }

    private sealed class Faulty : StringWriter
    {
        public override void WriteLine(string? value) => throw new InvalidOperationException("made up");
    }

    internal static void AssertOneLine(string expected, Shell shell)
    {
        Assert.Contains(expected, shell.Error, StringComparison.Ordinal);
        Assert.StartsWith("rota: ", shell.Error, StringComparison.Ordinal);
        Assert.Single(shell.ErrorLines);
        Assert.EndsWith("\n", shell.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', shell.Error);
        Assert.Equal(2, shell.Code);
    }
}
