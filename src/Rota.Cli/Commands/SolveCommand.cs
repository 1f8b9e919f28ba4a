using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Solving;

namespace Rota.Cli.Commands;

/// <summary><c>solve</c>: an instance in, a schedule out.</summary>
internal static class SolveCommand
{
    public static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(10);

    public static Command Create(Terminal terminal)
    {
        var instance = InstanceArgument.One();
        var time = TypedOption.Time("--time", "stop after this long: 10s, 500ms, 2m, 1h (default 10s)");
        var solver = TypedOption.Text("--solver", "NAME", "a solver of the instance's kind, see rota formats (default portfolio)")
            .Suggesting(PlanDomains.Solvers);
        var workers = TypedOption.Number("--workers", $"threads to use (default all cores: {Environment.ProcessorCount})", 1, 1024);
        var seed = TypedOption.Number("--seed", "seed of everything random (default 1)", 0, long.MaxValue);
        var objective = ObjectiveOption.Create();
        var member = InstanceArgument.Member();
        var target = TypedOption.Number("--target", "stop at a schedule this good or better", 0, long.MaxValue);
        var patience = TypedOption.Time("--no-improvement", "stop when nothing better came for this long");
        var output = TypedOption.Text("--out", "FILE", "write the result: .json (everything), .csv (the schedule)");
        var gantt = TypedOption.Text("--gantt", "FILE", "draw the schedule: .html (page), .svg (picture), .json (Chrome trace)");
        var json = TypedOption.Flag("--json", "print the result as one JSON object");

        var command = new Command("solve", "find a schedule for an instance, as good as the time allows")
        {
            instance, time, solver, workers, seed, objective, member, target, patience, output, gantt, json,
        };
        var reading = new ReadingOptions(command);
        command.SetAction(parse =>
        {
            var picture = parse.GetValue(gantt) is { } drawing ? GanttFile.Create(drawing) : null;
            if (parse.GetValue(output) is { } path && picture is not null && Path.GetFullPath(path) == Path.GetFullPath(picture.Path))
                throw new RotaException($"--out and --gantt name the same file {path}");
            var given = Instances.One(parse.GetValue(instance)!, reading.Of(parse), parse.GetValue(member));
            if (parse.GetValue(objective) is { } wanted) given = given with { Instance = given.Instance.With(wanted) };
            var result = parse.GetValue(output) is { } wish ? ResultFile(wish, given.Instance) : null;
            var domain = given.Instance.Domain;
            var contender = domain.Solver(parse.GetValue(solver) ?? domain.DefaultSolver);
            var request = new SolveRequest(given, contender, parse.GetValue(time) ?? DefaultTime)
            {
                Workers = (int)(parse.GetValue(workers) ?? Environment.ProcessorCount),
                Seed = (ulong)(parse.GetValue(seed) ?? 1),
                Target = parse.GetValue(target),
                NoImprovement = parse.GetValue(patience),
            };
            return Solve(terminal, request, result, picture, parse.GetValue(json));
        });
        return command;
    }

    private static int Solve(Terminal terminal, SolveRequest request, OutputFile? result, GanttFile? picture, bool json)
    {
        using var saving = terminal.Interruption.Graceful();
        if (!json) SolveReport.Header(terminal, request);
        PlanRun run;
        using (var progress = new ProgressLine(terminal))
            run = PlanRun.Execute(
                request.Solver, request.Instance, request.Limit, request.Seed, request.Workers, progress, terminal.Interruption.Token);
        var solution = run.Solution;
        if (solution is { Outcome: Outcome.Unknown, Reason: { } why } && !terminal.Interruption.Token.IsCancellationRequested) throw new RotaException(why);

        result?.Write(ResultText(result.Extension, run));
        if (solution.Answer is not null) picture?.Write(run);
        if (json) terminal.Out.Write(ResultJson.Write(run));
        else SolveReport.Footer(terminal, request, run, result?.Path, solution.Answer is null ? null : picture?.Path);
        if (terminal.Interruption.Token.IsCancellationRequested) return ExitCode.Cancelled;
        if (solution.Outcome == Outcome.Infeasible) return ExitCode.Infeasible;
        if (solution.Answer is not null) return ExitCode.Ok;
        terminal.Error.WriteLine($"rota: {solution.Solver} found no schedule within {Duration.Write(request.Time)}; give it more --time");
        return ExitCode.Failed;
    }

    /// <summary>Without an answer every file holds the result as JSON: that there is none, and why.</summary>
    private static string ResultText(string extension, PlanRun run)
    {
        if (run.Solution.Answer is not { } answer || extension is ".json" or "") return ResultJson.Write(run);
        if (!run.Instance.Exports.Contains(extension)) return ScheduleText.Csv(run);
        using var text = new StringWriter { NewLine = "\n" };
        run.Instance.Export(extension, answer, text);
        return text.ToString();
    }

    private static OutputFile ResultFile(string path, IPlanInstance instance)
    {
        var file = new OutputFile(path);
        if (instance.Exports.Contains(file.Extension))
        {
            instance.ExpectExport(file.Extension);
            return file;
        }
        if (file.Extension is ".json" or ".csv" or "") return file;
        throw new RotaException($"--out: cannot write '{file.Extension}' files, expected {string.Join(" or ", ((string[])[".json", ".csv"]).Union(instance.Exports))}{(GanttFile.Draws(file.Extension) ? "; for a picture use --gantt" : "")}");
    }
}
