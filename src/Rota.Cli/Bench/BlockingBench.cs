using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Planning.Blocking;
using Rota.Studies.Shop.Blocking;

namespace Rota.Cli.Bench;

/// <summary><c>bench blocking</c>.</summary>
internal static class BlockingBench
{
    public static Command Create(Terminal terminal)
    {
        var usual = new BlockingBenchmarkOptions();
        var solvers = TypedOption.Text("--solvers", "A,B", $"solvers (default {string.Join(",", usual.Solvers)})").Suggesting(BlockingDomain.Instance.Solvers);
        var time = TypedOption.Time("--time", "time of each run (default 30s)");
        var set = TypedOption.Text("--set", "NAME", "la (default), abz, dmu, ft, orb, swv, ta or yn");
        var every = TypedOption.Number("--every", "every so manieth shop of the set (default 1: all)", 1, 1000);
        var seed = BenchOptions.Seed();
        var workers = TypedOption.Number("--workers", "threads of each run (default 1)", 1, 1024);
        var noSwap = TypedOption.Flag("--no-swap", "shops whose rings may not change places");
        var processor = BenchOptions.ProcessorTime();
        var results = BenchOptions.Results();
        var command = new Command("blocking", "gaps of solvers to the best known makespans of la01-40, or other job shops, without room between machines") { solvers, time, set, every, seed, workers, noSwap, processor, results };
        command.SetAction(parse => BenchOptions.Run(terminal, () =>
        {
            BlockingBenchmark.Run(
                terminal.Out,
                usual with
                {
                    Solvers = parse.GetValue(solvers) is { } names ? [.. CommaList.Of(names)] : usual.Solvers,
                    Time = parse.GetValue(time) ?? usual.Time,
                    Set = parse.GetValue(set) ?? usual.Set,
                    Every = (int)(parse.GetValue(every) ?? usual.Every),
                    Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
                    Workers = (int)(parse.GetValue(workers) ?? usual.Workers),
                    Swap = !parse.GetValue(noSwap),
                    ProcessorTime = parse.GetValue(processor),
                    Results = BenchOptions.PathOf(parse.GetValue(results)),
                },
                terminal.Progress, terminal.Interruption.Token);
        }));
        return command;
    }
}
