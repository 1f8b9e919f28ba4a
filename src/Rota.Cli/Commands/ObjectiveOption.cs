using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Planning;

namespace Rota.Cli.Commands;

/// <summary>The option that says what to minimise.</summary>
internal static class ObjectiveOption
{
    public static Option<string?> Create() => TypedOption.Text(
        "--objective", "NAME", $"for shops: {string.Join(", ", PlanDomains.Objectives)} (default: the file's, else makespan)").Suggesting(PlanDomains.Objectives);
}
