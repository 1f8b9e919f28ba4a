using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Formats;
using Rota.SingleMachine.FlowTime.Rehearsal;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.Cli.FlowTime;

/// <summary>What <c>rehearse</c> does with a file of chains: jobs that reveal their work one operation at a time, under several policies.</summary>
internal sealed class FlowTimeRehearse : IRehearsal
{
    private readonly Option<long?> servers = TypedOption.Number("--servers", "jobs of operations: number of equal servers (default 1)", 1, 4096);
    private readonly Option<string?> cost = TypedOption.Text("--switch-cost", "TIME", "jobs of operations: time a switch to another job costs, in the file's unit (default 0)");
    private readonly Option<string?> local = TypedOption.Text("--local-ratio", "FILE", "jobs of operations: write jobs alive over time, of the last policy and the optimum, as CSV");

    public FlowTimeRehearse(Command command)
    {
        foreach (var option in new Option[] { servers, cost, local }) command.Options.Add(option);
    }

    public string Title => "a file of jobs that reveal their work";

    public IReadOnlyList<string> Takes => ["--csv"];

    public bool Recognises(RehearsalRequest request) => FlowTimeFiles.Catalog.FitsWholly(request.Head);

    public int Run(Terminal terminal, RehearsalRequest request)
    {
        var problem = FlowTimeFiles.Read(request.Trace);
        var plan = new FlowRehearsalPlan(problem, request.Policies is { } names ? [.. names] : FlowTimeRehearsal.UsualPolicies)
        {
            Servers = (int)(request.Parse.GetValue(servers) ?? 1),
            SwitchCost = request.Parse.GetValue(cost) is { } text ? Ticks(text, problem) : 0,
            Seeds = request.Seeds(1),
        };
        var outputs = (Jobs: request.File("--csv"), Local: request.Parse.GetValue(local) is { } path ? new OutputFile(path) : null);
        var report = FlowTimeRehearsal.Run(plan, (done, all) => RunCounter.Show(terminal, done, all), terminal.Interruption.Token);
        RunCounter.Clear(terminal);
        Write(plan, outputs, terminal.Interruption.Token);
        if (request.Json) terminal.Out.Write(Json(report));
        else Show(terminal, report);
        foreach (var file in new[] { outputs.Jobs, outputs.Local }.OfType<OutputFile>()) if (!request.Json) terminal.Line($"written to {file.Path}");
        return ExitCode.Ok;
    }

    private static void Show(Terminal terminal, FlowTimeReport report)
    {
        var (problem, plan) = (report.Plan.Problem, report.Plan);
        terminal.Line($"{problem.Name}: {Words.Count(problem.Jobs.Length, "job")}, at most {Words.Count(problem.MaxOperations, "operation")} each, {Words.Count(plan.Servers, "server")}");
        foreach (var note in problem.Notes) terminal.Line(note);
        RehearsalTable.Draw(terminal, FlowTimeReport.Heads, PolicyCells.Rows(report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row)), 1);
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
        outputs.Jobs?.Write(writer => FlowExport.WriteJobs(run, writer));
        outputs.Local?.Write(writer => FlowExport.WriteLocalRatio(run, FlowOptimum.Of(plan.Problem), writer));
    }

    private static string Json(FlowTimeReport report) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("instance", report.Plan.Problem.Name);
        json.WriteNumber("jobs", report.Plan.Problem.Jobs.Length);
        json.WriteNumber("seeds", report.Plan.Seeds);
        json.WriteNumber("servers", report.Plan.Servers);
        PolicyCells.Write(json, FlowTimeReport.Heads, report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row));
        PolicyCells.Lines(json, "verdicts", report.Verdicts());
        PolicyCells.Lines(json, "notes", report.Plan.Problem.Notes.Concat(report.Notes));
        json.WriteEndObject();
    });

    private static long Ticks(string text, FlowProblem problem)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * problem.TicksPerUnit is var ticks
            && ticks == decimal.Floor(ticks) && ticks <= 1L << 40) return (long)ticks;
        throw new RotaException($"--switch-cost: '{text}' is not a time of at least 0 in whole 1/{problem.TicksPerUnit} of the file's unit");
    }
}
