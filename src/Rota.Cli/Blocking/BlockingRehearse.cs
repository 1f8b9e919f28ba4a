using System.Collections.Immutable;
using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning.Blocking;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.Formats;
using Rota.Rendering;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Formats;
using Rota.Shop.Blocking.Rehearsal;

namespace Rota.Cli.Blocking;

/// <summary>What <c>rehearse</c> does with a blocking shop: its machines stop, policies dispatch, and the same stops meet each of them.</summary>
internal sealed class BlockingRehearse : IRehearsal
{
    private readonly Option<string?> sidecar = TypedOption.Text("--blocking", "FILE.json", "a job shop without room between machines: the sidecar that says how it blocks and stops");
    private readonly Option<string?> gantt = TypedOption.Text("--gantt", "FILE", "blocking shops: draw the last policy's first run, processing, blocked and down (.svg or .html)");

    public BlockingRehearse(Command command)
    {
        foreach (var option in new Option[] { sidecar, gantt }) command.Options.Add(option);
    }

    public string Title => "a blocking shop";

    public IReadOnlyList<string> Takes => ["--csv"];

    /// <summary>A sidecar is given beside the shop, or in its place.</summary>
    public bool Recognises(RehearsalRequest request) => request.Parse.GetValue(sidecar) is not null || (request.Head is { } head && BlockingFiles.Recognises(head));

    public int Run(Terminal terminal, RehearsalRequest request)
    {
        var file = request.Parse.GetValue(sidecar);
        var input = TextInput.Open(file ?? request.Trace);
        var setup = BlockingFiles.Read(input);
        var problem = BlockingDomain.Problem(input, setup, file is null ? null : request.Trace);
        var names = request.Policies?.ToImmutableArray() ?? BlockingPolicies.Usual;
        var outputs = (Events: request.File("--csv"), Gantt: request.Parse.GetValue(gantt) is { } path ? new GanttFile(path) : null);
        var chance = problem.Stops is { Probability: > 0, Given.IsEmpty: true };
        var seeds = Enumerable.Range(0, chance ? request.Seeds(5) : 1).Select(i => setup.Seed + (ulong)i).ToImmutableArray();
        int? repair = setup.HideRepair ? (problem.Stops.ShortestRepair + problem.Stops.LongestRepair) / 2 : null;
        var report = BlockingRehearsal.Run(problem, names, seeds, repair, TimeProvider.System, (done, all) => RunCounter.Show(terminal, done, all), terminal.Interruption.Token);
        RunCounter.Clear(terminal);
        var shown = BlockingRun.Of(problem, BlockingPolicies.Find(names[^1])(repair), seeds[0], TimeProvider.System, terminal.Interruption.Token);
        outputs.Events?.Write(writer => BlockingExport.WriteEvents(shown, writer));
        outputs.Gantt?.Write(BlockingExport.Holding(shown), shown);
        if (request.Json) terminal.Out.Write(Json(report));
        else Show(terminal, report, shown, seeds.Length);
        foreach (var written in new[] { outputs.Events?.Path, outputs.Gantt?.Path }.OfType<string>()) if (!request.Json) terminal.Line($"written to {written}");
        return ExitCode.Ok;
    }

    private static void Show(Terminal terminal, BlockingReport report, BlockingRun shown, int seeds)
    {
        var stops = report.Problem.Stops;
        terminal.Line(BlockingInstance.WordsOf(report.Problem));
        terminal.Line(
            !stops.Windows.IsEmpty ? $"stops: {Words.Count(stops.Windows.Length, "window")} of a trace"
            : !stops.Given.IsEmpty ? "stops: given by operation"
            : stops.Probability == 0 ? "no stops"
            : FormattableString.Invariant($"stops: {(stops.Mode == StopMode.After ? "after" : "within")} an operation with probability {stops.Probability:0.###}, repair {stops.ShortestRepair} to {stops.LongestRepair}; {Words.Count(seeds, "seed")}"));
        RehearsalTable.Draw(terminal, BlockingReport.Heads, PolicyCells.Rows(report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row)), 1);
        foreach (var line in report.Verdicts()) terminal.Line(line);
        const int Most = 5;
        foreach (var ring in shown.Rings.Take(Most)) terminal.Line($"{shown.Row.Policy} at {ring.Time}: swap of {ring.Jobs.Length}: {BlockingRun.Words(shown.Problem, ring)}");
        if (shown.Rings.Length > Most) terminal.Line($"... {shown.Rings.Length - Most} more swaps; --csv FILE lists all");
    }

    private static string Json(BlockingReport report) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("instance", report.Problem.Name);
        json.WriteBoolean("swap", report.Problem.Swap);
        json.WriteNumber("probability", report.Problem.Stops.Probability);
        PolicyCells.Write(json, BlockingReport.Heads, report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row), policy =>
        {
            json.WriteStartArray("makespans");
            foreach (var row in report.Of(policy)) json.WriteNumberValue(row.Makespan);
            json.WriteEndArray();
        });
        PolicyCells.Lines(json, "verdicts", report.Verdicts());
        json.WriteEndObject();
    });

    /// <summary>A picture, or a page with the swaps listed below it.</summary>
    private sealed class GanttFile
    {
        private readonly OutputFile file;

        public GanttFile(string path)
        {
            file = new(path);
            if (file.Extension is not (".svg" or ".html")) throw new RotaException($"cannot write '{path}': expected a name ending in .svg or .html");
        }

        public string Path => file.Path;

        public void Write(Rota.Schedules.Schedule schedule, BlockingRun run) => file.Write(file.Extension == ".svg" ? GanttSvg.Render(schedule) : GanttPage.Render(schedule, new()
        {
            Sections =
            [
                PageSection.Table("Swaps", ["time", "jobs", "ring"], [.. run.Rings.Select(ring => ImmutableArray.Create($"{ring.Time}", $"{ring.Jobs.Length}", BlockingRun.Words(run.Problem, ring)))]),
            ],
        }));
    }
}
