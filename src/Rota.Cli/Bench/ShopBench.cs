using System.CommandLine;
using Rota.Cli.Commands;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning.Shop;
using Rota.Studies.Shop;

namespace Rota.Cli.Bench;

/// <summary><c>bench shop</c>.</summary>
internal static class ShopBench
{
    public static Command Create(Terminal terminal)
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
        var results = BenchOptions.Results();
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
            if (parse.GetValue(classes) is { } wanted) options = options with { Classes = [.. CommaList.Of(wanted)] };
            if (parse.GetValue(perClass) is { } count) options = options with { PerClass = (int)count };
            options = options with
            {
                Files = [.. parse.GetValue(files) ?? []],
                Seeds = (int)(parse.GetValue(seeds) ?? 1),
                Workers = (int)(parse.GetValue(workers) ?? Environment.ProcessorCount),
                Results = BenchOptions.PathOf(parse.GetValue(results)),
            };
            return BenchOptions.Run(terminal, () => Measure(terminal, options, parse.GetValue(output) is { } table ? new OutputFile(table) : null));
        });
        return command;
    }

    private static void Measure(Terminal terminal, ShopBenchmarkOptions options, OutputFile? table)
    {
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
    }
}
