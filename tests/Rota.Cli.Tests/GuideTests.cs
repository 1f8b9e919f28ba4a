using System.Reflection;
using Xunit;

namespace Rota.Cli.Tests;

public class GuideTests
{
    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public void Rota_alone_is_a_guide(params string[] args)
    {
        var shell = Shell.Run(args);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("Three commands to begin with", shell.Out, StringComparison.Ordinal);
        foreach (var verb in Tool.Grammar(new Terminal(TextWriter.Null, TextWriter.Null, new Interruption())).Subcommands)
            Assert.Contains($"  {verb.Name} ", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verb_has_help_with_examples_that_parse()
    {
        var root = Tool.Grammar(new Terminal(TextWriter.Null, TextWriter.Null, new Interruption()));
        foreach (var (verb, command) in Verbs.All.Zip(root.Subcommands))
        {
            var shell = Shell.Run(command.Name, "--help");
            Assert.Equal((0, ""), (shell.Code, shell.Error));
            Assert.Contains($"rota {command.Name}", shell.Out, StringComparison.Ordinal);
            Assert.NotEmpty(verb.Examples);
            foreach (var example in verb.Examples)
            {
                Assert.Contains(example, shell.Out, StringComparison.Ordinal);
                if (example.StartsWith("rota ", StringComparison.Ordinal)) Assert.Empty(root.Parse(example["rota ".Length..]).Errors);
            }
        }
    }

    [Fact]
    public void Help_of_a_verb_may_be_asked_for_in_both_orders() =>
        Assert.Equal(Shell.Run("solve", "--help").Out, Shell.Run("help", "solve").Out);

    [Fact]
    public void The_version_is_printed()
    {
        var shell = Shell.Run("--version");
        Assert.Equal(typeof(Tool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, shell.Out.Trim());
    }

    [Fact]
    public void No_line_of_the_guide_is_too_long_for_a_wide_terminal() =>
        Assert.All(Shell.Run().Out.Split('\n'), line => Assert.InRange(line.Length, 0, 140));
}
