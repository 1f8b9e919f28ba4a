using System.CommandLine;
using Rota.Cli.FlowTime;
using Rota.Cli.Planning;
using Rota.Cli.Serving;
using Rota.Cli.Transfer;

namespace Rota.Cli.Commands;

/// <summary><c>generate</c>: instances from seeds, in any format.</summary>
internal static class GenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("generate", "make an instance: a benchmark by name, or a random one from a seed");
        foreach (var domain in PlanDomains.All)
            foreach (var kind in domain.Generators(terminal))
                command.Subcommands.Add(kind);
        command.Subcommands.Add(FlowTimeGeneration.Create(terminal));
        command.Subcommands.Add(LineGeneration.Create(terminal));
        command.Subcommands.Add(TraceGeneration.Create(terminal));
        var names = string.Join(", ", command.Subcommands.Select(kind => kind.Name));
        command.SetAction(new Action<ParseResult>(_ =>
            throw new RotaException($"generate needs to know what: {names}; see: rota generate --help")));
        return command;
    }
}
