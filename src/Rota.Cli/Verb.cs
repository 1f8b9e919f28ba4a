using System.CommandLine;

namespace Rota.Cli;

/// <summary>A verb of the tool.</summary>
/// <param name="Intent">What the user wants when reaching for it; verbs are grouped by it in the guide.</param>
/// <param name="Create">Its command, writing to a terminal.</param>
/// <param name="Examples">Lines that work when typed.</param>
internal sealed record Verb(string Intent, Func<Terminal, Command> Create, params string[] Examples);
