using System.Diagnostics;
using Xunit;

namespace Rota.Cli.Tests.Commands;

public class CompletionTests
{
    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -c rota")]
    public void Every_shell_has_its_script(string shell, string part)
    {
        var said = Shell.Run("completion", shell);
        Assert.Equal((0, ""), (said.Code, said.Error));
        Assert.Contains(part, said.Out, StringComparison.Ordinal);
        Assert.Contains("[suggest:", said.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rota so", "solve")]
    [InlineData("rota solve --ti", "--time")]
    [InlineData("rota solve ta01 --solver tab", "tabu")]
    [InlineData("rota solve ta2", "ta21")]
    [InlineData("rota completion b", "bash")]
    public async Task Bash_completes_what_was_begun(string line, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/bash"), "bash is needed");
        var script = Shell.Run("completion", "bash").Out;
        var words = line.Split(' ');
        // As bash itself does it: COMP_WORDS is what was typed, and the function of `complete` answers in COMPREPLY.
        var run = $"""
            rota() {"{"} '{Path.Combine(AppContext.BaseDirectory, "Rota.Cli")}' "$@"; {"}"}
            {script}
            COMP_LINE='{line}'; COMP_POINT={line.Length}; COMP_WORDS=({line}); COMP_CWORD={words.Length - 1}
            _rota_complete
            printf '%s\n' "$(printf '%s\n' "{"${COMPREPLY[@]}"}")"
            """;
        using var bash = new Process { StartInfo = new("/bin/bash", ["-c", run]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        bash.Start();
        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        var found = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(expected, found);
        Assert.All(found, word => Assert.StartsWith(words[^1], word, StringComparison.Ordinal));
    }
}
