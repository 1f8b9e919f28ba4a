using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Rota.Cli.Blocking;
using Rota.Cli.Cluster;
using Rota.Cli.FlowTime;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.Cli.Sharing;
using Rota.Cli.Transfer;
using Rota.Formats;
using Rota.Rendering;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Rehearsal;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Spectre.Console;

namespace Rota.Cli.Commands;

/// <summary><c>rehearse</c>: a request trace on a fleet under several schedulers, in virtual time.</summary>
internal static class RehearseCommand
{
    private const string DefaultPolicies = "vllm,sarathi";

    public static Command Create(Terminal terminal) => Create(terminal, null);

    private static Command Create(Terminal terminal, Action<ParseResult, RehearsalPlan>? instead)
    {
        var command = new Command("rehearse", "serve a request trace with several schedulers in virtual time and compare them");
        var options = new ServingOptions(command);
        var policies = TypedOption.Text("--policies", "A,B", $"schedulers, the first is what others are compared with; compose with vllm+order=NAME (default {DefaultPolicies})")
            .Suggesting(ServingPolicies.All.Select(p => p.Name));
        var files = TypedOption.Text("--policy", "FILE", "also a policy file, as rota tune writes it");
        var rates = TypedOption.Text("--rate", "RATES", "factors on the arrival rate: 1x,2x or 1x..6x (default 1x)");
        var html = TypedOption.Text("--html", "FILE", "write a page with tables, curves and the timeline of the last policy's run");
        var csv = TypedOption.Text("--csv", "FILE", "write one line a request of the last policy's run");
        var chrome = TypedOption.Text("--trace", "FILE", "write the steps of the last policy's run as a Chrome trace");
        var prometheus = TypedOption.Text("--metrics", "FILE", "write the last policy's metrics in Prometheus' text format, named as in vLLM");
        var output = TypedOption.Text("--out", "FILE.json", "write the run, for rota explain FILE.json --request ID");
        var list = TypedOption.Flag("--list", "list the schedulers and their choices");
        var json = TypedOption.Flag("--json", "print the comparison as one JSON object");
        foreach (var option in new Option[] { policies, files, rates, html, csv, chrome, prometheus, output, list, json }) command.Options.Add(option);
        IRehearsal[] others = [new BlockingRehearse(command), new FlowTimeRehearse(command), new TransferRehearse(command), new GpuRehearse(command), new SharingRehearse(command)];
        command.Arguments[0].Arity = ArgumentArity.ZeroOrOne;
        command.SetAction(parse =>
        {
            if (parse.GetValue(list)) return List(terminal);
            if (options.TraceName(parse) is null) throw new RotaException("rehearse needs a trace: a file, or a generator such as synthetic-mix; see: rota rehearse --help");
            var request = new RehearsalRequest(parse, options.TraceName(parse));
            if (others.FirstOrDefault(other => other.Recognises(request)) is { } kind)
            {
                request.Accept(kind);
                return kind.Run(terminal, request);
            }
            if (instead is not null)
            {
                instead(parse, options.Plan(parse, Contenders(parse.GetValue(policies), parse.GetValue(files)), parse.GetValue(rates) is { } again ? RateList.Read(again) : [1]));
                return ExitCode.Ok;
            }
            var outputs = new Outputs(File(parse.GetValue(html), ".html"), File(parse.GetValue(csv)), File(parse.GetValue(chrome), ".json"), File(parse.GetValue(prometheus)), File(parse.GetValue(output), ".json"));
            var contenders = Contenders(parse.GetValue(policies), parse.GetValue(files));
            var plan = options.Plan(parse, contenders, parse.GetValue(rates) is { } text ? RateList.Read(text) : [1]);
            return Run(terminal, options, parse, plan, outputs, parse.GetValue(json));
        });
        return command;
    }

    /// <summary>Rehearses a written run again, its last policy at its last rate.</summary>
    public static RunResult Again(Terminal terminal, RehearsalRecord record)
    {
        RunResult? result = null;
        var command = Create(terminal, (parse, plan) => result = Shown(plan, terminal));
        var here = Environment.CurrentDirectory;
        try
        {
            if (Directory.Exists(record.Folder)) Environment.CurrentDirectory = record.Folder;
            var parsed = command.Parse([.. record.Arguments]);
            if (parsed.Errors.Count > 0) throw new RotaException($"the run cannot be rehearsed again: {parsed.Errors[0].Message}");
            parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = TextWriter.Null, Error = TextWriter.Null });
        }
        finally
        {
            Environment.CurrentDirectory = here;
        }
        return result ?? throw new RotaException("the run cannot be rehearsed again");
    }

    private static ImmutableArray<ServingPolicy> Contenders(string? names, string? file)
    {
        var own = CommaList.Of(names ?? (file is null ? DefaultPolicies : "vllm")).Select(PolicyChoices.Parse).ToList();
        if (file is not null)
        {
            own.Add(ServingPolicyFile.Read(TextInput.Open(file)));
        }
        if (own.Count == 0) throw new RotaException("--policies: no scheduler is named");
        if (own.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new RotaException($"--policies: {twice.Key} is named twice");
        return [.. own];
    }

    private static int Run(Terminal terminal, ServingOptions options, ParseResult parse, RehearsalPlan plan, Outputs outputs, bool json)
    {
        var trace = plan.Trace(1);
        if (!json)
        {
            var limits = plan.Engine.Limits;
            terminal.Line(string.Create(CultureInfo.InvariantCulture,
                $"{trace.Name}: {trace.Requests.Length} requests{(plan.Seeds > 1 ? " in the first run" : "")}, {trace.SpanSeconds:0.#} s; {plan.Engine.GpuCount} x {plan.Engine.Gpu.Name}, {plan.Engine.Model.Name}, {limits.KvTokens} KV tokens, {limits.TokenBudget} tokens a step; {options.SeedWords(parse)}"));
            foreach (var dropped in trace.Dropped) terminal.Line($"left out: {dropped}");
            terminal.Out.Flush();
        }
        var rows = Rehearsals.Run(plan, (done, all) => RunCounter.Show(terminal, done, all), terminal.Interruption.Token);
        RunCounter.Clear(terminal);
        var report = new RehearsalReport(rows);
        var shown = outputs.NeedsRun ? Shown(plan, terminal) : null;
        if (shown is not null) outputs.Write(shown, plan, report, options.TraceName(parse), Arguments(parse));
        if (json)
        {
            terminal.Out.Write(RehearsalJson.Write(report, plan, options.TraceName(parse)));
            return ExitCode.Ok;
        }
        RehearsalTable.Draw(terminal, RehearsalTable.Heads(report), RehearsalTable.Cells(report));
        if (rows[0].Summary.Classes.Length > 1) RehearsalTable.Draw(terminal, RehearsalTable.ClassHeads, RehearsalTable.ClassCells(report), 3);
        foreach (var line in RehearsalTable.Verdicts(report)) terminal.Line(line);
        foreach (var group in rows.Where(row => row.Unfinished is not null).GroupBy(row => (row.Policy, row.Unfinished)))
            terminal.Line($"{group.Key.Policy}: {group.Key.Unfinished} ({group.Count()} of {rows.Count(row => row.Policy == group.Key.Policy)} runs)");
        if (rows.Any(row => row.Summary.All.Refused > 0)) terminal.Line($"{rows.Max(row => row.Summary.All.Refused)} requests were refused: they can never fit the engine");
        foreach (var path in outputs.Paths) terminal.Line($"written to {path}");
        return ExitCode.Ok;
    }

    /// <summary>The last policy at the last rate, first seed, with all that pictures and explanations need.</summary>
    private static RunResult Shown(RehearsalPlan plan, Terminal terminal) => ServingRun.Of(
        Rehearsals.WorkloadOf(plan, plan.Rates[^1], 1), plan.Engine.FleetOf(plan.Policies[^1]),
        plan.Options with { Seed = 1, KeepSteps = true, KeepStory = true }, terminal.Interruption.Token);

    private static List<string> Arguments(ParseResult parse) => [.. parse.Tokens.Skip(1).Select(token => token.Value)];

    private static int List(Terminal terminal)
    {
        var table = Terminal.NewTable("policy", "order", "admission", "retention", "prefill", "batching", "swap", "host", "placement");
        foreach (var p in ServingPolicies.All)
            table.AddRow(PolicyChoices.Slots.SkipLast(1).Select(slot => PolicyChoices.NameOf(p, slot)).Prepend(p.Name).Select(Markup.Escape).ToArray());
        terminal.Draw(table);
        foreach (var p in ServingPolicies.All) terminal.Line($"{p.Name,-24} {p.Source}");
        terminal.Line();
        terminal.Line("Compose: rota rehearse TRACE --policies vllm,vllm+order=NAME+retention=NAME");
        return ExitCode.Ok;
    }

    private static OutputFile? File(string? path, string? extension = null)
    {
        if (path is null) return null;
        var file = new OutputFile(path);
        return extension is null || file.Extension == extension ? file : throw new RotaException($"cannot write '{path}': expected a name ending in {extension}");
    }

    private sealed record Outputs(OutputFile? Html, OutputFile? Csv, OutputFile? Chrome, OutputFile? Prometheus, OutputFile? Record)
    {
        public bool NeedsRun => Html is not null || Csv is not null || Chrome is not null || Prometheus is not null || Record is not null;

        public IEnumerable<string> Paths => new[] { Html, Csv, Chrome, Prometheus, Record }.OfType<OutputFile>().Select(f => f.Path);

        public void Write(RunResult shown, RehearsalPlan plan, RehearsalReport report, string trace, List<string> arguments)
        {
            var policy = plan.Policies[^1].Name;
            Html?.Write(RehearsalPage.Render(report, $"rehearsal of {Path.GetFileName(trace)}", $"{plan.Engine.GpuCount} x {plan.Engine.Gpu.Name}, {plan.Engine.Model.Name}", shown, policy));
            Csv?.Write(writer => RehearsalExport.WriteCsv(shown, writer));
            Chrome?.Write(writer => ChromeTrace.Write(RehearsalExport.Timeline(shown, 200_000), writer));
            Prometheus?.Write(writer => RehearsalExport.WritePrometheus(shown, policy, writer));
            Record?.Write(new RehearsalRecord(arguments, Environment.CurrentDirectory).Write());
        }
    }
}
