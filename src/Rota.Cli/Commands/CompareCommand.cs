using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Solving;

namespace Rota.Cli.Commands;

/// <summary><c>compare</c>: solvers on the same instances and seeds with equal time and workers, and who is better, if that can be told.</summary>
internal static class CompareCommand
{
    private const int DefaultSeeds = 3;

    public static Command Create(Terminal terminal)
    {
        var instances = InstanceArgument.Several();
        var solvers = TypedOption.Text("--solvers", "A,B", "solvers, with commas between them (default for shops rules,tabu,cp-sat,portfolio)").Suggesting(PlanDomains.Solvers);
        var seeds = TypedOption.Number("--seeds", $"runs of each solver on each instance, with seeds 1 to N (default {DefaultSeeds})", 1, 10_000);
        var time = TypedOption.Time("--time", "time of each run (default 10s)");
        var workers = TypedOption.Number("--workers", $"threads of each run (default all cores: {Environment.ProcessorCount})", 1, 1024);
        var objective = ObjectiveOption.Create();
        var html = TypedOption.Text("--html", "FILE", "write a page with the table, the curves and the best schedule");
        var json = TypedOption.Flag("--json", "print the comparison as one JSON object");
        var command = new Command("compare", "let solvers compete on the same instances and seeds; says who is better, or that it cannot be told")
        {
            instances, solvers, seeds, time, workers, objective, html, json,
        };
        var reading = new ReadingOptions(command);
        command.SetAction(parse =>
        {
            var page = parse.GetValue(html) is { } path ? ContestPage.Create(path) : null;
            var given = parse.GetValue(instances)!.SelectMany(name => Instances.Many(name, reading.Of(parse))).ToList();
            if (parse.GetValue(objective) is { } wanted) given = [.. given.Select(one => one with { Instance = one.Instance.With(wanted) })];
            var domain = given[0].Instance.Domain;
            if (given.Find(one => one.Instance.Domain != domain) is { } other)
                throw new RotaException($"cannot compare solvers on a {domain.Name} ({given[0].Instance.Name}) and a {other.Instance.Domain.Name} ({other.Instance.Name}) together");
            var contenders = parse.GetValue(solvers) is { } names ? Named(domain, names) : domain.Contenders;
            var plan = new Plan(
                contenders, given, (int)(parse.GetValue(seeds) ?? DefaultSeeds), parse.GetValue(time) ?? SolveCommand.DefaultTime,
                (int)(parse.GetValue(workers) ?? Environment.ProcessorCount));
            return Compare(terminal, plan, page, parse.GetValue(json));
        });
        return command;
    }

    private static int Compare(Terminal terminal, Plan plan, ContestPage? page, bool json)
    {
        using var saving = terminal.Interruption.Graceful();
        if (!json) Header(terminal, plan);
        var contest = new Contest(plan.Solvers, Run(terminal, plan));
        if (contest.Runs.Count == 0) throw new OperationCanceledException();
        page?.Write(contest, plan.Time, plan.Workers);
        if (json)
        {
            terminal.Out.Write(ContestReport.Write(contest, plan.Time, plan.Workers));
        }
        else
        {
            ContestReport.Draw(terminal, contest, "mean " + plan.Objective);
            terminal.Line($"gaps are above {contest.ReferenceInWords}");
            foreach (var line in ContestReport.Sentences(contest)) terminal.Line(line);
            if (page is not null) terminal.Line($"page written to {page.Path}");
        }
        return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
    }

    /// <summary>The finished runs; the one that was cancelled is left out, it had less time than the others.</summary>
    private static List<PlanRun> Run(Terminal terminal, Plan plan)
    {
        var runs = new List<PlanRun>();
        foreach (var (instance, seed, solver) in plan.Runs)
        {
            PlanRun run;
            var label = $"{runs.Count + 1} of {plan.Count} {instance.Instance.Name} {solver}";
            using (var progress = new ProgressLine(terminal, label.PadRight(32), header: runs.Count == 0))
                run = PlanRun.Execute(
                    solver, instance, Limit.Time(plan.Time), seed, plan.Workers, progress, terminal.Interruption.Token);
            if (terminal.Interruption.Token.IsCancellationRequested) break;
            if (run.Solution is { Outcome: Outcome.Unknown, Reason: { } why }) throw new RotaException($"{solver} cannot solve {instance.Instance.Name}: {why}");
            runs.Add(run);
        }
        return runs;
    }

    private static List<string> Named(IPlanDomain domain, string names)
    {
        var found = CommaList.Of(names)
            .Select(name => domain.Solver(name)).Distinct().ToList();
        return found.Count > 0 ? found : throw new RotaException($"'{names}' names no solver");
    }

    private static void Header(Terminal terminal, Plan plan)
    {
        foreach (var instance in plan.Instances.Take(5)) terminal.Line(instance.Instance.Words);
        if (plan.Instances.Count > 5) terminal.Line($"... {plan.Instances.Count} instances in all");
        terminal.Line(
            $"{plan.Solvers.Count} solvers ({string.Join(", ", plan.Solvers)}), {Words.Count(plan.Seeds, "seed")}, "
            + $"{Duration.Write(plan.Time)} and {Words.Count(plan.Workers, "worker")} a run: {plan.Count} runs, at most {Duration.Write(plan.Time * plan.Count)}");
        terminal.Out.Flush();
    }

    private sealed record Plan(
        IReadOnlyList<string> Solvers, IReadOnlyList<SourcedInstance> Instances, int Seeds, TimeSpan Time, int Workers)
    {
        public int Count => Solvers.Count * Instances.Count * Seeds;

        public string Objective => Words.Spoken(Instances[0].Instance.Objective);

        /// <summary>All solvers on a case, then the next case: what disturbs the machine for a while disturbs them alike.</summary>
        public IEnumerable<(SourcedInstance Instance, ulong Seed, string Solver)> Runs =>
            from instance in Instances from seed in Enumerable.Range(1, Seeds) from solver in Solvers select (instance, (ulong)seed, solver);
    }
}
