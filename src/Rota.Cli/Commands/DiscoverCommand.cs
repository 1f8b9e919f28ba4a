using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Formats;
using Rota.Tuning.Discovery;
using Rota.Tuning.Discovery.Strategies;

namespace Rota.Cli.Commands;

/// <summary><c>discover</c>: searches a priority rule with a language model, or with chance in its place. The loop is Rota.Tuning.Discovery's.</summary>
internal static class DiscoverCommand
{
    public static Command Create(Terminal terminal)
    {
        var task = new Argument<string>("task") { HelpName = "TASK", Description = "what the rule is for: " + string.Join(", ", DiscoverTasks.Names) };
        task.CompletionSources.Add([.. DiscoverTasks.Names]);
        var model = ModelOption.Create("mock", "who proposes rules (default mock: chance, the baseline)");
        var evaluations = TypedOption.Number("--evaluations", "most different rules evaluated (default 1000)", 1, 10_000_000);
        var strategy = TypedOption.Text("--strategy", "NAME", "who is shown to the model and who is kept (default funsearch)").Suggesting(DiscoveryStrategies.All.Select(s => s.Name));
        var time = TypedOption.Time("--time", "most wall time");
        var seed = TypedOption.Number("--seed", "seed of every choice (default 1)", 0, long.MaxValue);
        var begin = TypedOption.Text("--begin", "RULE", "the rule to begin with, as an expression");
        var temperature = TypedOption.Create<double?>("--temperature", "X", "sampling temperature of the model", text => Serving.ServingOptions.Real(text, 0, 5));
        var train = TypedOption.Text("--train", "FILE", "instances to choose rules on (tardiness: columns p and d; default the shared set, else generated)");
        var output = TypedOption.Text("--out", "FILE.jsonl", "record every prompt, answer and score, a JSON object a line");
        var resume = TypedOption.Flag("--resume", "go on with the run that --out holds");
        var replay = TypedOption.Text("--replay", "FILE.jsonl", "play a record back without a model");
        var database = TypedOption.Text("--database", "FILE.jsonl", "write every rule found, and how the strategy arranges them");
        var json = TypedOption.Flag("--json", "print the result as one JSON object");
        var command = new Command("discover", "search a priority rule with a language model; rules are parsed, never executed")
        {
            task, model, evaluations, strategy, time, seed, begin, temperature, train, output, resume, replay, database, json,
        };
        command.SetAction(parse =>
        {
            if (parse.GetValue(replay) is not null && (parse.GetValue(resume) || parse.GetValue(model) is not null || parse.GetValue(output) is not null))
                throw new RotaException("discover takes --replay alone: no --model, no --out, no --resume");
            if (parse.GetValue(resume) && parse.GetValue(output) is null) throw new RotaException("discover --resume needs --out FILE, the record to go on with");
            var options = new DiscoveryOptions
            {
                Strategy = parse.GetValue(strategy) ?? "funsearch",
                Evaluations = (int)(parse.GetValue(evaluations) ?? 1000),
                Time = parse.GetValue(time),
                Seed = (ulong)(parse.GetValue(seed) ?? 1),
                Begin = parse.GetValue(begin),
                Temperature = parse.GetValue(temperature),
            };
            // A misspelt strategy is found before instances are read.
            _ = DiscoveryStrategies.Create(options.Strategy);
            var file = parse.GetValue(database) is { } path ? new OutputFile(path) : null;
            var recorded = Recorded(parse.GetValue(replay) ?? (parse.GetValue(resume) ? parse.GetValue(output) : null));
            var what = DiscoverTasks.Create(parse.GetValue(task)!, parse.GetValue(train));
            var asked = parse.GetValue(replay) is not null ? null : ModelOption.Open(parse.GetValue(model) ?? "mock", ("mock", () => new MockDesigner(what.Features)));
            using var owned = asked as IDisposable;
            using var record = parse.GetValue(output) is { } target ? Record(target, recorded) : null;
            using var saving = terminal.Interruption.Graceful();
            var quiet = parse.GetValue(json);
            var result = RuleDiscovery.Run(
                what, options, asked, recorded,
                record is null ? null : line =>
                {
                    record.Write(line + "\n");
                    record.Flush();
                },
                quiet ? null : line =>
                {
                    terminal.Line(line);
                    terminal.Out.Flush();
                },
                cancellation: terminal.Interruption.Token);
            file?.Write(result.Database);
            if (quiet) terminal.Out.Write(ResultJson.Text(writer => DiscoverReport.Write(writer, what, result)));
            else DiscoverReport.Print(terminal, what, result);
            return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
        });
        return command;
    }

    private static RunFile? Recorded(string? path) => path is null ? null : RunFile.Read(TextInput.Open(path));

    /// <summary>The record, open for more: anew, or what is there without a line that was cut off.</summary>
    private static StreamWriter Record(string path, RunFile? recorded)
    {
        var file = new OutputFile(path);
        file.Write(recorded is null ? "" : string.Concat(recorded.Lines.Select(line => line + "\n")));
        return new StreamWriter(path, append: true);
    }
}
