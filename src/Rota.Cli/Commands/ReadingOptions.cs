using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Planning;

namespace Rota.Cli.Commands;

/// <summary>Options of every verb that reads instance files, for what their content does not tell.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<string?> format = TypedOption.Text("--format", "NAME", "the file's format (default: recognised by content; see rota formats)")
        .Suggesting(PlanDomains.Formats);

    private readonly Option<long?> firstMachine = TypedOption.Number("--first-machine", "number of the first machine in a shop's file, 0 or 1 (default: what the format says)", 0, 1);

    public ReadingOptions(Command command)
    {
        command.Options.Add(format);
        command.Options.Add(firstMachine);
    }

    public PlanReading Of(ParseResult parse) => new() { Format = parse.GetValue(format), FirstMachine = (int?)parse.GetValue(firstMachine) };
}
