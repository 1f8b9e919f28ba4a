using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Serving;
using Rota.Serving.Rehearsal;

namespace Rota.Cli.Commands;

/// <summary><c>tune</c>: the composition of choices that serves a trace best, verified on the end of the trace that the search has not seen.</summary>
internal static class TuneCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("tune", "search schedulers and settings on a part of a trace, verify the winner on the rest, write a policy file");
        var options = new ServingOptions(command);
        var against = TypedOption.Text("--against", "POLICY", "what the winner is compared with (default vllm)");
        var metric = TypedOption.Text("--metric", "NAME", "the figure to optimise (default goodput with --slo, jct_mean for programs, else e2e_mean)").Suggesting(RehearsalMetric.All.Select(m => m.Name));
        var candidates = TypedOption.Number("--candidates", "random compositions in the first round, besides the catalog (default 81)", 0, 100_000);
        var heldBack = TypedOption.Create<double?>("--held-back", "X", "share of the trace's end for verification (default 0.3)", text => ServingOptions.Real(text, 0.05, 0.9));
        var seed = TypedOption.Number("--seed", "seed of the random compositions (default 1)", 0, long.MaxValue);
        var output = TypedOption.Text("--out", "FILE.json", "write the winner as a policy file, for rota rehearse --policy FILE.json");
        var json = TypedOption.Flag("--json", "print the result as one JSON object");
        foreach (var option in new Option[] { against, metric, candidates, heldBack, seed, output, json }) command.Options.Add(option);
        command.SetAction(parse =>
        {
            var file = parse.GetValue(output) is { } path ? new OutputFile(path) : null;
            var trace = options.Trace(parse);
            var targets = options.Targets(parse);
            var hasTargets = !targets.IsEmpty || trace.Requests.Any(r => r.TtftTarget is not null);
            var programs = trace.Requests.Any(r => r.Program.Length > 0);
            var result = PolicyTuner.Run(
                trace, options.Engine(parse),
                new TuningOptions
                {
                    Reference = PolicyChoices.Parse(parse.GetValue(against) ?? "vllm"),
                    Metric = RehearsalMetric.Find(parse.GetValue(metric) ?? (hasTargets ? "goodput" : programs ? "jct_mean" : "e2e_mean")).Name,
                    Targets = targets,
                    Candidates = (int)(parse.GetValue(candidates) ?? 81),
                    HeldBack = parse.GetValue(heldBack) ?? 0.3,
                    Seed = (ulong)(parse.GetValue(seed) ?? 1),
                    Parallel = options.Workers(parse),
                },
                line =>
                {
                    if (!parse.GetValue(json)) terminal.Line(line);
                    terminal.Out.Flush();
                },
                terminal.Interruption.Token);
            file?.Write(ResultJson.Text(writer => ServingPolicyFile.Write(result.Winner, writer)));
            if (parse.GetValue(json)) terminal.Out.Write(Json(result));
            else Print(terminal, result, file);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(Terminal terminal, TuningResult result, OutputFile? file)
    {
        var reference = result.Reference.Average();
        var own = result.Own.Average();
        terminal.Line($"winner: {result.Winner.Name}");
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"on the held-back end of the trace, {result.Own.Length} parts: {result.Metric.Name} {own:G4} {result.Metric.Unit} against {reference:G4}, {100 * ((own / reference) - 1):+0.0;-0.0} %"));
        terminal.Line(result.Comparison.Sentence("the winner", "the reference"));
        if (file is not null) terminal.Line($"policy written to {file.Path}: rota rehearse TRACE --policy {file.Path}");
    }

    private static string Json(TuningResult result) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("winner");
        ServingPolicyFile.Write(result.Winner, json);
        json.WriteString("metric", result.Metric.Name);
        json.WriteStartArray("rounds");
        foreach (var round in result.Rounds)
        {
            json.WriteStartObject();
            json.WriteNumber("requests", round.Requests);
            json.WriteNumber("candidates", round.Candidates);
            json.WriteString("best", round.Best.Name);
            json.WriteNumber("score", round.Score);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("held_back");
        json.WriteNumber("winner", result.Own.Average());
        json.WriteNumber("reference", result.Reference.Average());
        json.WriteNumber("parts", result.Own.Length);
        json.WriteString("verdict", result.Comparison.Verdict.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
