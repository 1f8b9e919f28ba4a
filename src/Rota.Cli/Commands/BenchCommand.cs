using System.CommandLine;
using Rota.Cli.Bench;
using Rota.Studies.Learning;
using Rota.Studies.Serving;
using Rota.Studies.Simulation;

namespace Rota.Cli.Commands;

/// <summary><c>bench</c>: reprints the numbers of the docs. The measuring is done by Rota.Studies.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("bench", "reprint the benchmark tables of the docs on this machine")
        {
            ShopBench.Create(terminal), BlockingBench.Create(terminal), ProjectsBench.Create(terminal), TardinessBench.Create(terminal),
            BenchOptions.Plain(terminal, "simulation", "events per second of the simulation kernel, beside SimPy where Python has it", (output, token) => MM1Benchmark.Run(output, token)),
            BenchOptions.Plain(terminal, "serving", "speed of the serving simulator, and its fidelity against measured runs of vLLM", ServingBenchmark.Run),
            BenchOptions.Plain(terminal, "learning", "decisions per second of a learning environment, beside the same one in plain Python", LearningBenchmark.Run),
            SharingBench.Create(terminal),
        };
        var names = string.Join(" or ", command.Subcommands.Select(c => c.Name));
        command.SetAction(new Action<ParseResult>(_ => throw new RotaException($"bench needs to know what: {names}; see: rota bench --help")));
        return command;
    }
}
