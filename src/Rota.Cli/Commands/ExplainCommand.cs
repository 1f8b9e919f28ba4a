using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Cli.Serving;
using Rota.Cli.Transfer;

namespace Rota.Cli.Commands;

/// <summary><c>explain</c>: why a schedule is as it is, in words.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var result = new Argument<string>("result") { HelpName = "RESULT", Description = "a result of rota solve --out, a run of rota rehearse --out, or a line of robots" };
        var job = TypedOption.Text("--job", "JOB", "why this job or task is not done earlier: its name, or its number from 0");
        var instance = TypedOption.Text("--instance", InstanceArgument.Shown, "the instance, when it is no longer where solve found it");
        var json = TypedOption.Flag("--json", "print the explanation as one JSON object");
        var request = TypedOption.Text("--request", "ID", "of a serving run: what this request waited for, who was ahead, what took its KV");
        var command = new Command("explain", "say why a result is as it is: what holds a job, which chain decides, why a request waited, what a robot does when")
        {
            result, job, instance, request, json,
        };
        var reading = new ReadingOptions(command);
        var lines = new TransferExplanation(command);
        command.SetAction(parse =>
        {
            var file = parse.GetValue(result)!;
            if (TransferExplanation.Recognises(file)) return lines.Print(terminal, file, parse, parse.GetValue(json));
            if (RehearsalRecord.IsOne(file))
                return parse.GetValue(job) is null ? RunExplanation.Print(terminal, file, parse.GetValue(request), parse.GetValue(json)) : throw new RotaException("--job is for schedules; a serving run takes --request ID");
            if (parse.GetValue(request) is not null) throw new RotaException("--request is for runs written by rota rehearse --out; a schedule takes --job JOB");
            var solved = SolveResult.Read(file);
            var found = FindInstance(solved, parse.GetValue(instance), reading.Of(parse));
            if (solved.Answer is null) return Clash(terminal, found, parse.GetValue(json));
            found = found.With(solved.Measure);
            var explanation = found.Explain(solved.AnswerOf(found), parse.GetValue(job));
            if (parse.GetValue(json)) terminal.Out.Write(ExplanationJson.Write(found, solved, explanation));
            else Print(terminal, found, solved, explanation);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A proof that there is no answer is explained by the smallest set of demands that clash.</summary>
    private static int Clash(Terminal terminal, IPlanInstance instance, bool json)
    {
        using var saving = terminal.Interruption.Graceful();
        var clash = instance.ExplainInfeasible(terminal.Interruption.Token);
        if (json) terminal.Out.Write(ExplanationJson.Write(instance, clash));
        else foreach (var line in clash) terminal.Line(line);
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, IPlanInstance instance, SolveResult solved, PlanExplanation explanation)
    {
        terminal.Line($"{instance.Words}; {Words.Spoken(solved.Measure)} {solved.Objective}, {solved.Status}");
        terminal.Line();
        if (explanation.Why is { } why)
        {
            foreach (var line in why.Lines) terminal.Line(line);
            terminal.Line();
        }
        terminal.Line(explanation.ChainTitle);
        // With --job the summary was said above.
        foreach (var line in explanation.Why is null ? explanation.Chain.Lines : explanation.Chain.Lines.Skip(1)) terminal.Line(line);
    }

    private static IPlanInstance FindInstance(SolveResult solved, string? given, PlanReading reading)
    {
        if (given is not null) return Instances.Like(given, reading, solved.Instance).Instance;
        if (!Instances.Exists(solved.Source))
            throw new RotaException($"the instance {solved.Instance} is not at {solved.Source} any more; say where it is: --instance {InstanceArgument.Shown}");
        return Instances.One(solved.Source, reading, null).Instance;
    }
}
