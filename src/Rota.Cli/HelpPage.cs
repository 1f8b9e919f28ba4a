using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Rota.Cli;

/// <summary>What --help prints: the guide for the tool, the options and examples for a verb.</summary>
internal sealed class HelpPage(Terminal terminal, RootCommand root) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        if (command == root) return Guide.Write(terminal, root);
        new HelpAction { MaxWidth = terminal.Width }.Invoke(parseResult);
        var verb = command;
        while (verb.Parents.FirstOrDefault() is Command parent && parent != root) verb = parent;
        var examples = Verbs.All.FirstOrDefault(v => v.Create(terminal).Name == verb.Name)?.Examples ?? [];
        if (examples.Length == 0) return ExitCode.Ok;
        terminal.Line("Examples:");
        foreach (var example in examples) terminal.Line("  " + example);
        return ExitCode.Ok;
    }
}
