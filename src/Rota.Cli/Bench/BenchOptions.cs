using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;

namespace Rota.Cli.Bench;

/// <summary>What several benches take, and how all of them end: on Ctrl-C what was measured stays, and the exit code says so.</summary>
internal static class BenchOptions
{
    public static Option<string?> Results() => TypedOption.Text("--results", "FILE.csv", "add each result to this file at once, and do not measure again what it holds");

    public static Option<bool> ProcessorTime() => TypedOption.Flag("--processor-time", "count processor time, for machines that others use too");

    public static Option<long?> Seed() => TypedOption.Number("--seed", "seed of every run (default 1)", 0, long.MaxValue);

    /// <summary>Where results go; null when they are not kept.</summary>
    /// <exception cref="RotaException">Nothing can be written there.</exception>
    public static string? PathOf(string? results) => results is { } path ? new OutputFile(path).Path : null;

    /// <summary>A bench without options.</summary>
    public static Command Plain(Terminal terminal, string name, string description, Action<TextWriter, CancellationToken> measure)
    {
        var command = new Command(name, description);
        command.SetAction(_ => Run(terminal, () => measure(terminal.Out, terminal.Interruption.Token)));
        return command;
    }

    /// <summary>Measures until done or interrupted.</summary>
    public static int Run(Terminal terminal, Action measure)
    {
        using var ending = terminal.Interruption.Graceful();
        measure();
        return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
    }
}
