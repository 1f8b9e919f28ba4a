using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning.Blocking;
using Rota.Cli.Planning.Projects;
using Rota.Cli.Planning.Shop;
using Rota.Cli.Sharing;
using Rota.Studies.Learning;
using Rota.Studies.Projects;
using Rota.Studies.Serving;
using Rota.Studies.Shop;
using Rota.Studies.Shop.Blocking;
using Rota.Studies.Simulation;
using Rota.Studies.SingleMachine;

namespace Rota.Cli.Commands;

/// <summary><c>bench</c>: reprints the numbers of the docs. The measuring is done by Rota.Studies.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("bench", "reprint the benchmark tables of the docs on this machine") { Shop(terminal), Blocking(terminal), Projects(terminal), Tardiness(terminal), Simulation(terminal), Serving(terminal), Learning(terminal), Sharing(terminal) };
        var names = string.Join(" or ", command.Subcommands.Select(c => c.Name));
        command.SetAction(new Action<ParseResult>(_ => throw new RotaException($"bench needs to know what: {names}; see: rota bench --help")));
        return command;
    }

    private static Command Shop(Terminal terminal)
    {
        var files = InstanceArgument.Several();
        files.Arity = ArgumentArity.ZeroOrMore;
        files.Description = "instances (default: the public sets beside the checkout, or ta01 to ta80)";
        var brief = TypedOption.Flag("--short", "two instances a class, 10 s each: under 20 minutes on two cores");
        var time = TypedOption.Time("--time", "time of each run (default 60s; 10s with --short)");
        var solvers = TypedOption.Text("--solvers", "A,B", "the first against the others (default portfolio,cp-sat)").Suggesting(ShopSolverCatalog.Names);
        var classes = TypedOption.Text("--classes", "A,B", "only classes whose name begins so: la, ta, \"dmu41-80 20x15\" (default those with a target)");
        var perClass = TypedOption.Number("--per-class", "instances of each class (default all; 2 with --short)", 1, 1000);
        var seeds = TypedOption.Number("--seeds", "runs of each, with seeds 1 to N (default 1)", 1, 1000);
        var workers = TypedOption.Number("--workers", $"threads of each run (default all cores: {Environment.ProcessorCount})", 1, 1024);
        var results = TypedOption.Text("--results", "FILE.csv", "add each result to this file at once, and do not measure again what it holds");
        var output = TypedOption.Text("--out", "FILE.md", "write the table to a file, too");
        var command = new Command("shop", "mean gaps to the best known makespans of public job shops, against targets and other solvers")
        {
            files, brief, time, solvers, classes, perClass, seeds, workers, results, output,
        };
        command.SetAction(parse =>
        {
            var options = parse.GetValue(brief) ? ShopBenchmarkOptions.Short : new ShopBenchmarkOptions();
            if (parse.GetValue(time) is { } limit) options = options with { Time = limit };
            if (parse.GetValue(solvers) is { } names) options = options with { Solvers = [.. ShopSolverCatalog.FindAll(names).Select(s => s.Name)] };
            if (parse.GetValue(classes) is { } wanted) options = options with { Classes = [.. Split(wanted)] };
            if (parse.GetValue(perClass) is { } count) options = options with { PerClass = (int)count };
            options = options with
            {
                Files = [.. parse.GetValue(files) ?? []],
                Seeds = (int)(parse.GetValue(seeds) ?? 1),
                Workers = (int)(parse.GetValue(workers) ?? Environment.ProcessorCount),
                Results = parse.GetValue(results) is { } path ? new OutputFile(path).Path : null,
            };
            return Run(terminal, options, parse.GetValue(output) is { } table ? new OutputFile(table) : null);
        });
        return command;
    }

    private static Command Simulation(Terminal terminal)
    {
        var command = new Command("simulation", "events per second of the simulation kernel, beside SimPy where Python has it");
        command.SetAction(_ =>
        {
            using var ending = terminal.Interruption.Graceful();
            MM1Benchmark.Run(terminal.Out, terminal.Interruption.Token);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Serving(Terminal terminal)
    {
        var command = new Command("serving", "speed of the serving simulator, and its fidelity against measured runs of vLLM");
        command.SetAction(_ =>
        {
            using var ending = terminal.Interruption.Graceful();
            ServingBenchmark.Run(terminal.Out, terminal.Interruption.Token);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Blocking(Terminal terminal)
    {
        var usual = new BlockingBenchmarkOptions();
        var solvers = TypedOption.Text("--solvers", "A,B", $"solvers (default {string.Join(",", usual.Solvers)})").Suggesting(BlockingDomain.Instance.Solvers);
        var time = TypedOption.Time("--time", "time of each run (default 30s)");
        var set = TypedOption.Text("--set", "NAME", "la (default), abz, dmu, ft, orb, swv, ta or yn");
        var every = TypedOption.Number("--every", "every so manieth shop of the set (default 1: all)", 1, 1000);
        var seed = TypedOption.Number("--seed", "seed of every run (default 1)", 0, long.MaxValue);
        var workers = TypedOption.Number("--workers", "threads of each run (default 1)", 1, 1024);
        var noSwap = TypedOption.Flag("--no-swap", "shops whose rings may not change places");
        var processor = TypedOption.Flag("--processor-time", "count processor time, for machines that others use too");
        var results = TypedOption.Text("--results", "FILE.csv", "add each result to this file at once, and do not measure again what it holds");
        var command = new Command("blocking", "gaps of solvers to the best known makespans of la01-40, or other job shops, without room between machines") { solvers, time, set, every, seed, workers, noSwap, processor, results };
        command.SetAction(parse =>
        {
            using var ending = terminal.Interruption.Graceful();
            BlockingBenchmark.Run(
                terminal.Out,
                usual with
                {
                    Solvers = parse.GetValue(solvers) is { } names ? [.. Split(names)] : usual.Solvers,
                    Time = parse.GetValue(time) ?? usual.Time,
                    Set = parse.GetValue(set) ?? usual.Set,
                    Every = (int)(parse.GetValue(every) ?? usual.Every),
                    Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
                    Workers = (int)(parse.GetValue(workers) ?? usual.Workers),
                    Swap = !parse.GetValue(noSwap),
                    ProcessorTime = parse.GetValue(processor),
                    Results = parse.GetValue(results) is { } path ? new OutputFile(path).Path : null,
                },
                terminal.Progress, terminal.Interruption.Token);
            return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
        });
        return command;
    }

    private static Command Projects(Terminal terminal)
    {
        var usual = new ProjectsBenchmarkOptions();
        var brief = TypedOption.Flag("--short", "twelve instances a set, 5 s each");
        var sets = TypedOption.Text("--sets", "A,B", $"sets of instances (default {string.Join(",", usual.Sets)})");
        var solvers = TypedOption.Text("--solvers", "A,B", $"solvers (default {string.Join(",", usual.Solvers)})").Suggesting(ProjectDomain.Instance.Solvers);
        var time = TypedOption.Time("--time", "time of each run (default 60s; 5s with --short)");
        var perSet = TypedOption.Number("--per-set", "instances of each set, spread evenly (default all; 12 with --short)", 1, 10_000);
        var seed = TypedOption.Number("--seed", "seed of every run (default 1)", 0, long.MaxValue);
        var workers = TypedOption.Number("--workers", $"threads of each run (default all cores: {Environment.ProcessorCount})", 1, 1024);
        var processor = TypedOption.Flag("--processor-time", "count processor time, for machines that others use too");
        var noRules = TypedOption.Flag("--no-rules", "leave out the tables of priority rules, sampling and genetic search by number of schedules");
        var results = TypedOption.Text("--results", "FILE.csv", "add each result to this file at once, and do not measure again what it holds");
        var command = new Command("projects", "mean deviations from the best known makespans of public projects, against targets and CP-SAT")
        {
            brief, sets, solvers, time, perSet, seed, workers, processor, noRules, results,
        };
        command.SetAction(parse =>
        {
            using var ending = terminal.Interruption.Graceful();
            var options = parse.GetValue(brief) ? ProjectsBenchmarkOptions.Short : usual;
            if (parse.GetValue(sets) is { } wanted) options = options with { Sets = [.. Split(wanted)] };
            if (parse.GetValue(solvers) is { } names) options = options with { Solvers = [.. Split(names)] };
            ProjectsBenchmark.Run(
                terminal.Out,
                options with
                {
                    Time = parse.GetValue(time) ?? options.Time,
                    PerSet = (int?)parse.GetValue(perSet) ?? options.PerSet,
                    Seed = (ulong)(parse.GetValue(seed) ?? (long)options.Seed),
                    Workers = (int)(parse.GetValue(workers) ?? options.Workers),
                    ProcessorTime = parse.GetValue(processor),
                    Rules = !parse.GetValue(noRules),
                    Results = parse.GetValue(results) is { } path ? new OutputFile(path).Path : null,
                },
                terminal.Progress, terminal.Interruption.Token);
            return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
        });
        return command;
    }

    private static Command Tardiness(Terminal terminal)
    {
        var usual = new TardinessBenchmarkOptions();
        var brief = TypedOption.Flag("--short", "two instances a class, less time for large ones and peers");
        var perClass = TypedOption.Number("--per-class", $"instances of each class (default {usual.PerClass}; 2 with --short)", 1, 10);
        var large = TypedOption.Number("--large-jobs", $"jobs of the large problems (default {usual.LargeJobs})", 1, 10_000);
        var largeTime = TypedOption.Time("--large-time", "time of each large problem (default 120s; 20s with --short)");
        var peerTime = TypedOption.Time("--peer-time", "time of each run of CP-SAT and the portfolio (default 10s; 3s with --short)");
        var command = new Command("tardiness", "proofs of one-machine tardiness problems: time, memory, size, beside CP-SAT") { brief, perClass, large, largeTime, peerTime };
        command.SetAction(parse =>
        {
            using var ending = terminal.Interruption.Graceful();
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
            return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
        });
        return command;
    }

    private static Command Sharing(Terminal terminal)
    {
        var time = TypedOption.Time("--time", "time of full load for the weights (default 60s)");
        var command = new Command("sharing", "the live fair queues: cost of an item beside .NET's own, a flood, weights under full load") { time };
        command.SetAction(parse =>
        {
            using var ending = terminal.Interruption.Graceful();
            SharingBench.Run(terminal.Out, parse.GetValue(time) ?? TimeSpan.FromSeconds(60), terminal.Interruption.Token);
            return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
        });
        return command;
    }

    private static Command Learning(Terminal terminal)
    {
        var command = new Command("learning", "decisions per second of a learning environment, beside the same one in plain Python");
        command.SetAction(_ =>
        {
            using var ending = terminal.Interruption.Graceful();
            LearningBenchmark.Run(terminal.Out, terminal.Interruption.Token);
            return ExitCode.Ok;
        });
        return command;
    }

    private static int Run(Terminal terminal, ShopBenchmarkOptions options, OutputFile? table)
    {
        using var saving = terminal.Interruption.Graceful();
        var problems = options.Files.IsEmpty
            ? ShopBenchmarkInstances.Read([])
            : options.Files.SelectMany(file => Instances.Many(file)).Select(instance => instance.Instance).OfType<ShopInstance>().Select(shop => shop.Problem);
        var report = ShopBenchmark.Run(options, problems, terminal.Progress, terminal.Interruption.Token);
        if (report.Rows.IsEmpty)
            throw terminal.Interruption.Token.IsCancellationRequested
                ? new OperationCanceledException()
                : new RotaException($"there is nothing to measure: no instance is of the classes {string.Join(", ", options.Classes)}");
        using var text = new StringWriter { NewLine = "\n" };
        report.Write(text);
        table?.Write(text.ToString());
        terminal.Out.Write(text.ToString());
        return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
    }

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
