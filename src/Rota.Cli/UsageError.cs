using System.CommandLine;
using Rota.Cli.Input;

namespace Rota.Cli;

/// <summary>What is wrong with a command line, in one line that names the nearest valid thing.</summary>
internal static class UsageError
{
    public static string? Of(ParseResult parse)
    {
        if (parse.Errors.Count == 0) return null;
        var command = parse.CommandResult.Command;
        if (parse.UnmatchedTokens.Count > 0) return Unmatched(command, parse.UnmatchedTokens[0]);
        if (Missing(parse) is { } argument) return $"{command.Name} needs {argument}; see: rota {command.Name} --help";
        var error = parse.Errors[0];
        return error.Message.TrimEnd('.');
    }

    private static string Unmatched(Command command, string word)
    {
        if (word.StartsWith('-'))
            return $"unknown option '{word}'{Suggestion.Of(word.Split('=')[0], Options(command))}";
        if (command is RootCommand)
            return $"unknown verb '{word}'{Suggestion.Of(word, command.Subcommands.Select(c => c.Name))}";
        return command.Subcommands.Count > 0
            ? $"unknown word '{word}' after {command.Name}{Suggestion.Of(word, command.Subcommands.Select(c => c.Name))}"
            : $"unexpected '{word}': {command.Name} takes {Takes(command)}; see: rota {command.Name} --help";
    }

    private static string? Missing(ParseResult parse)
    {
        foreach (var argument in parse.CommandResult.Command.Arguments)
        {
            var given = parse.GetResult(argument)?.Tokens.Count ?? 0;
            if (given < argument.Arity.MinimumNumberOfValues) return argument.HelpName ?? argument.Name;
        }
        return null;
    }

    private static string Takes(Command command) => command.Arguments.Count == 0
        ? "no arguments"
        : "only " + string.Join(" and ", command.Arguments.Select(a => a.HelpName ?? a.Name));

    private static IEnumerable<string> Options(Command command) => command.Options.Where(o => !o.Hidden).Select(o => o.Name).Append("--help");
}
