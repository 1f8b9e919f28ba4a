using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;

namespace Rota.Cli.Planning;

/// <summary>Where a generated instance goes, and in what format: the options, and the writing.</summary>
internal sealed class InstanceWriting
{
    private readonly Option<string?> format;

    private readonly Option<string?> output = TypedOption.Text("--out", "FILE", "file to write (default: standard output)");

    /// <param name="command">Gets the options.</param>
    /// <param name="domain">Whose formats are offered.</param>
    /// <param name="usual">The format when none is named, in words.</param>
    public InstanceWriting(Command command, IPlanDomain domain, string usual)
    {
        format = TypedOption.Text("--format", "NAME", $"format to write (default {usual})")
            .Suggesting(domain.Formats.Where(f => f.Writes).Select(f => f.Name));
        command.Options.Add(format);
        command.Options.Add(output);
    }

    /// <summary>Makes an instance and writes it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="parse">What the user typed.</param>
    /// <param name="make">Makes the problem.</param>
    /// <param name="write">Writes it in the format of a name, null for the usual one.</param>
    /// <param name="words">The problem in words.</param>
    public int Write<TProblem>(
        Terminal terminal, ParseResult parse, Func<TProblem> make, Action<TProblem, string?, TextWriter> write, Func<TProblem, string> words)
    {
        var file = parse.GetValue(output) is { } path ? new OutputFile(path) : null;
        var problem = make();
        using var text = new StringWriter { NewLine = "\n" };
        write(problem, parse.GetValue(format), text);
        if (file is null)
        {
            terminal.Out.Write(text.ToString());
            return ExitCode.Ok;
        }
        file.Write(text.ToString());
        terminal.Line($"{words(problem)}; written to {file.Path}");
        return ExitCode.Ok;
    }
}
