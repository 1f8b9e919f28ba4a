using System.CommandLine;
using Rota.Cli.Input;
using Rota.Studies.SingleMachine;

namespace Rota.Cli.Bench;

/// <summary><c>bench tardiness</c>.</summary>
internal static class TardinessBench
{
    public static Command Create(Terminal terminal)
    {
        var usual = new TardinessBenchmarkOptions();
        var brief = TypedOption.Flag("--short", "two instances a class, less time for large ones and peers");
        var perClass = TypedOption.Number("--per-class", $"instances of each class (default {usual.PerClass}; 2 with --short)", 1, 10);
        var large = TypedOption.Number("--large-jobs", $"jobs of the large problems (default {usual.LargeJobs})", 1, 10_000);
        var largeTime = TypedOption.Time("--large-time", "time of each large problem (default 120s; 20s with --short)");
        var peerTime = TypedOption.Time("--peer-time", "time of each run of CP-SAT and the portfolio (default 10s; 3s with --short)");
        var command = new Command("tardiness", "proofs of one-machine tardiness problems: time, memory, size, beside CP-SAT") { brief, perClass, large, largeTime, peerTime };
        command.SetAction(parse => BenchOptions.Run(terminal, () =>
        {
            var options = parse.GetValue(brief) ? TardinessBenchmarkOptions.Short : usual;
            TardinessBenchmark.Run(
                terminal.Out,
                options with
                {
                    PerClass = (int?)parse.GetValue(perClass) ?? options.PerClass,
                    LargeJobs = (int?)parse.GetValue(large) ?? options.LargeJobs,
                    LargeTime = parse.GetValue(largeTime) ?? options.LargeTime,
                    PeerTime = parse.GetValue(peerTime) ?? options.PeerTime,
                },
                terminal.Interruption.Token);
        }));
        return command;
    }
}
