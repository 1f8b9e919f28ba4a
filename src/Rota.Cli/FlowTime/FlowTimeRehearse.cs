using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Serving;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Formats;
using Rota.SingleMachine.FlowTime.Rehearsal;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.Cli.FlowTime;

/// <summary>What <c>rehearse</c> does with a file of chains: jobs that reveal their work one operation at a time, under several policies.</summary>
internal sealed class FlowTimeRehearse
{
    private readonly Option<long?> servers = TypedOption.Number("--servers", "jobs of operations: number of equal servers (default 1)", 1, 4096);
    private readonly Option<string?> cost = TypedOption.Text("--switch-cost", "TIME", "jobs of operations: time a switch to another job costs, in the file's unit (default 0)");
    private readonly Option<string?> local = TypedOption.Text("--local-ratio", "FILE", "jobs of operations: write jobs alive over time, of the last policy and the optimum, as CSV");

    public FlowTimeRehearse(Command command)
    {
        foreach (var option in new Option[] { servers, cost, local }) command.Options.Add(option);
    }

    /// <summary>True for a file whose content is chains.</summary>
    public static bool Takes(string name) => File.Exists(name) && FlowTimeFiles.LooksLikeChains(name);

    public int Run(Terminal terminal, ParseResult parse, string name, string? policies, string? csv, bool json)
    {
        var problem = FlowTimeFiles.Read(name);
        var names = policies?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var plan = new FlowRehearsalPlan(problem, names is null ? FlowTimeRehearsal.UsualPolicies : [.. names])
        {
            Servers = (int)(parse.GetValue(servers) ?? 1),
            SwitchCost = parse.GetValue(cost) is { } text ? Ticks(text, problem) : 0,
            Seeds = (int)(parse.GetValue<long?>("--seeds") ?? 1),
        };
        var outputs = (Jobs: csv is null ? null : new OutputFile(csv), Local: parse.GetValue(local) is { } path ? new OutputFile(path) : null);
        var report = FlowTimeRehearsal.Run(plan, (done, all) => Progress(terminal, done, all), terminal.Interruption.Token);
        if (terminal.ErrorIsTerminal) terminal.Error.Write("\r                         \r");
        Write(plan, outputs, terminal.Interruption.Token);
        if (json) terminal.Line(Json(report));
        else Show(terminal, report);
        foreach (var file in new[] { outputs.Jobs, outputs.Local }.OfType<OutputFile>()) if (!json) terminal.Line($"written to {file.Path}");
        return ExitCode.Ok;
    }

    private static void Show(Terminal terminal, FlowTimeReport report)
    {
        var (problem, plan) = (report.Plan.Problem, report.Plan);
        terminal.Line($"{problem.Name}: {Words.Count(problem.Jobs.Length, "job")}, at most {Words.Count(problem.MaxOperations, "operation")} each, {Words.Count(plan.Servers, "server")}");
        foreach (var note in problem.Notes) terminal.Line(note);
        RehearsalTable.Draw(terminal, FlowTimeReport.Heads, report.Policies.Zip(report.Cells, (policy, cells) => (IReadOnlyList<string>)[policy, .. cells.Select(Number)]), 1);
        terminal.Line(plan.Servers == 1
            ? "ratio: sum of flow times over the optimum's, which knows every length beforehand (SRPT on totals)"
            : "ratio: sum of flow times over that of SRPT on totals with as many servers, which is no bound");
        foreach (var line in report.Verdicts()) terminal.Line(line);
        foreach (var note in report.Notes) terminal.Line(note);
    }

    private static void Write(FlowRehearsalPlan plan, (OutputFile? Jobs, OutputFile? Local) outputs, CancellationToken cancellation)
    {
        if (outputs is (null, null)) return;
        var options = new FlowOptions { Servers = plan.Servers, SwitchCost = plan.SwitchCost };
        var run = FlowSimulation.Run(plan.Problem, FlowTimeRehearsal.Maker(plan.Policies[^1]).Create(plan.Problem), options, cancellation);
        outputs.Jobs?.Write(Text(writer => FlowExport.WriteJobs(run, writer)));
        outputs.Local?.Write(Text(writer => FlowExport.WriteLocalRatio(run, FlowOptimum.Of(plan.Problem), writer)));

        static string Text(Action<TextWriter> write)
        {
            using var text = new StringWriter { NewLine = "\n" };
            write(text);
            return text.ToString();
        }
    }

    private static string Json(FlowTimeReport report)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("instance", report.Plan.Problem.Name);
            writer.WriteNumber("jobs", report.Plan.Problem.Jobs.Length);
            writer.WriteNumber("seeds", report.Plan.Seeds);
            writer.WriteNumber("servers", report.Plan.Servers);
            writer.WriteStartArray("policies");
            foreach (var (policy, cells) in report.Policies.Zip(report.Cells))
            {
                writer.WriteStartObject();
                writer.WriteString("policy", policy);
                for (var i = 0; i < cells.Length; i++)
                {
                    var key = FlowTimeReport.Heads[i + 1].Replace(' ', '_');
                    if (double.IsFinite(cells[i])) writer.WriteNumber(key, cells[i]);
                    else writer.WriteNull(key);
                }
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            Lines(writer, "verdicts", report.Verdicts());
            Lines(writer, "notes", report.Plan.Problem.Notes.Concat(report.Notes));
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Lines(Utf8JsonWriter writer, string name, IEnumerable<string> lines)
    {
        writer.WriteStartArray(name);
        foreach (var line in lines) writer.WriteStringValue(line);
        writer.WriteEndArray();
    }

    private static long Ticks(string text, FlowProblem problem)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * problem.TicksPerUnit is var ticks
            && ticks == decimal.Floor(ticks) && ticks <= 1L << 40) return (long)ticks;
        throw new RotaException($"--switch-cost: '{text}' is not a time of at least 0 in whole 1/{problem.TicksPerUnit} of the file's unit");
    }

    private static void Progress(Terminal terminal, int done, int all)
    {
        if (terminal.ErrorIsTerminal) terminal.Error.Write($"\r{done} of {all} runs ");
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString(Math.Abs(value) >= 1000 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.###", CultureInfo.InvariantCulture);
}
