using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Serving;
using Rota.Shop;
using Rota.Shop.Explain;
using Rota.Shop.Formats;

namespace Rota.Cli.Commands;

/// <summary><c>explain</c>: why a schedule is as it is, in words.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var result = new Argument<string>("result") { HelpName = "RESULT", Description = "a result of rota solve --out, or a run of rota rehearse --out" };
        var job = TypedOption.Text("--job", "JOB", "why this job is not done earlier: its name, or its number from 0");
        var instance = TypedOption.Text("--instance", InstanceArgument.Shown, "the instance, when it is no longer where solve found it");
        var json = TypedOption.Flag("--json", "print the explanation as one JSON object");
        var request = TypedOption.Text("--request", "ID", "of a serving run: what this request waited for, who was ahead, what took its KV");
        var command = new Command("explain", "say why a result is as it is: what holds a job and which chain decides, or what a request waited for")
        {
            result, job, instance, request, json,
        };
        var reading = new ReadingOptions(command);
        command.SetAction(parse =>
        {
            var file = parse.GetValue(result)!;
            if (RehearsalRecord.IsOne(file))
                return parse.GetValue(job) is null ? RunExplanation.Print(terminal, file, parse.GetValue(request), parse.GetValue(json)) : throw new RotaException("--job is for schedules; a serving run takes --request ID");
            if (parse.GetValue(request) is not null) throw new RotaException("--request is for runs written by rota rehearse --out; a schedule takes --job JOB");
            var solved = SolveResult.Read(parse.GetValue(result)!);
            var problem = FindInstance(solved, parse.GetValue(instance), reading.Of(parse)).With(solved.Measure);
            var schedule = solved.ScheduleOf(problem);
            int? number = parse.GetValue(job) is { } wanted ? FindJob(problem, wanted) : null;
            var why = number is { } j ? ShopExplanation.OfJob(problem, schedule, j) : null;
            var path = ShopExplanation.CriticalPath(problem, schedule, number);
            if (parse.GetValue(json)) terminal.Out.Write(ExplanationJson.Write(problem, solved, number, why, path));
            else Print(terminal, problem, solved, number, why, path);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(Terminal terminal, ShopProblem problem, SolveResult solved, int? job, Explanation? why, Explanation path)
    {
        terminal.Line($"{Words.Of(problem)}; {Words.Spoken(solved.Measure)} {solved.Objective}, {solved.Status}");
        terminal.Line();
        if (why is not null)
        {
            foreach (var line in why.Lines) terminal.Line(line);
            terminal.Line();
        }
        terminal.Line(job is { } j
            ? $"the chain that decides when job {problem.Jobs[j].Name} ends:"
            : $"the chain that decides (shorten or move one of these, or the {Words.Spoken(solved.Measure)} stays):");
        // With --job the summary was said above.
        foreach (var line in why is null ? path.Lines : path.Lines.Skip(1)) terminal.Line(line);
    }

    private static ShopProblem FindInstance(SolveResult solved, string? given, ShopReadOptions reading)
    {
        if (given is not null) return Instances.Like(given, reading, solved.Instance).Problem;
        if (!Instances.Exists(solved.Source))
            throw new RotaException($"the instance {solved.Instance} is not at {solved.Source} any more; say where it is: --instance {InstanceArgument.Shown}");
        return Instances.One(solved.Source, reading, null).Problem;
    }

    private static int FindJob(ShopProblem problem, string wanted)
    {
        for (var j = 0; j < problem.Jobs.Length; j++)
            if (problem.Jobs[j].Name == wanted) return j;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < problem.Jobs.Length) return number;
        var names = problem.Jobs.Select(job => job.Name).ToList();
        throw new RotaException($"{problem.Name} has no job '{wanted}', expected a name or a number from 0 to {names.Count - 1}{Suggestion.NearestOnly(wanted, names)}");
    }
}
