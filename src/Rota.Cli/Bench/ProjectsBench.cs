using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Planning.Projects;
using Rota.Studies.Projects;

namespace Rota.Cli.Bench;

/// <summary><c>bench projects</c>.</summary>
internal static class ProjectsBench
{
    public static Command Create(Terminal terminal)
    {
        var usual = new ProjectsBenchmarkOptions();
        var brief = TypedOption.Flag("--short", "twelve instances a set, 5 s each");
        var sets = TypedOption.Text("--sets", "A,B", $"sets of instances (default {string.Join(",", usual.Sets)})");
        var solvers = TypedOption.Text("--solvers", "A,B", $"solvers (default {string.Join(",", usual.Solvers)})").Suggesting(ProjectDomain.Instance.Solvers);
        var time = TypedOption.Time("--time", "time of each run (default 60s; 5s with --short)");
        var perSet = TypedOption.Number("--per-set", "instances of each set, spread evenly (default all; 12 with --short)", 1, 10_000);
        var seed = BenchOptions.Seed();
        var workers = TypedOption.Number("--workers", $"threads of each run (default all cores: {Environment.ProcessorCount})", 1, 1024);
        var processor = BenchOptions.ProcessorTime();
        var noRules = TypedOption.Flag("--no-rules", "leave out the tables of priority rules, sampling and genetic search by number of schedules");
        var results = BenchOptions.Results();
        var command = new Command("projects", "mean deviations from the best known makespans of public projects, against targets and CP-SAT")
        {
            brief, sets, solvers, time, perSet, seed, workers, processor, noRules, results,
        };
        command.SetAction(parse => BenchOptions.Run(terminal, () =>
        {
            var options = parse.GetValue(brief) ? ProjectsBenchmarkOptions.Short : usual;
            if (parse.GetValue(sets) is { } wanted) options = options with { Sets = [.. CommaList.Of(wanted)] };
            if (parse.GetValue(solvers) is { } names) options = options with { Solvers = [.. CommaList.Of(names)] };
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
                    Results = BenchOptions.PathOf(parse.GetValue(results)),
                },
                terminal.Progress, terminal.Interruption.Token);
        }));
        return command;
    }
}
