using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning.Blocking;
using Rota.Cli.Serving;
using Rota.Formats;
using Rota.Rendering;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Formats;
using Rota.Shop.Blocking.Rehearsal;

namespace Rota.Cli.Blocking;

/// <summary>What <c>rehearse</c> does with a blocking shop: its machines stop, policies dispatch, and the same stops meet each of them.</summary>
internal sealed class BlockingRehearse
{
    private readonly Option<string?> sidecar = TypedOption.Text("--blocking", "FILE.json", "a job shop without room between machines: the sidecar that says how it blocks and stops");
    private readonly Option<string?> gantt = TypedOption.Text("--gantt", "FILE", "blocking shops: draw the last policy's first run, processing, blocked and down (.svg or .html)");

    public BlockingRehearse(Command command)
    {
        foreach (var option in new Option[] { sidecar, gantt }) command.Options.Add(option);
    }

    /// <summary>True when a sidecar is given beside the shop, or in its place.</summary>
    public bool Takes(ParseResult parse, string name) => parse.GetValue(sidecar) is not null || IsSidecar(name);

    public int Run(Terminal terminal, ParseResult parse, string name, string? policies, string? csv, bool json)
    {
        var file = parse.GetValue(sidecar);
        var input = TextInput.Open(file ?? name);
        var setup = BlockingFiles.Read(input);
        var problem = BlockingDomain.Problem(input, setup, file is null ? null : name);
        var names = policies?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToImmutableArray() ?? BlockingPolicies.Usual;
        if (names.IsEmpty) throw new RotaException("--policies: no policy is named");
        var outputs = (Events: csv is null ? null : new OutputFile(csv), Gantt: parse.GetValue(gantt) is { } path ? new GanttFile(path) : null);
        var chance = problem.Stops is { Probability: > 0, Given.IsEmpty: true };
        var seeds = Enumerable.Range(0, chance ? (int)(parse.GetValue<long?>("--seeds") ?? 5) : 1).Select(i => setup.Seed + (ulong)i).ToImmutableArray();
        int? repair = setup.HideRepair ? (problem.Stops.ShortestRepair + problem.Stops.LongestRepair) / 2 : null;
        var report = BlockingRehearsal.Run(problem, names, seeds, repair, TimeProvider.System, (done, all) => Progress(terminal, done, all), terminal.Interruption.Token);
        if (terminal.ErrorIsTerminal) terminal.Error.Write("\r                         \r");
        var shown = BlockingRun.Of(problem, BlockingPolicies.Find(names[^1])(repair), seeds[0], TimeProvider.System, terminal.Interruption.Token);
        outputs.Events?.Write(Events(shown));
        outputs.Gantt?.Write(BlockingExport.Holding(shown), shown);
        if (json) terminal.Line(Json(report));
        else Show(terminal, report, shown, seeds.Length);
        foreach (var written in new[] { outputs.Events?.Path, outputs.Gantt?.Path }.OfType<string>()) if (!json) terminal.Line($"written to {written}");
        return ExitCode.Ok;
    }

    private static bool IsSidecar(string name)
    {
        if (!File.Exists(name)) return false;
        try
        {
            var head = new byte[4096];
            using var file = File.OpenRead(name);
            return BlockingFiles.Recognises(TextInput.OfBytes(head.AsMemory(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)), name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            return false;
        }
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
        RehearsalTable.Draw(terminal, BlockingReport.Heads, report.Policies.Zip(report.Cells, (policy, cells) => (IReadOnlyList<string>)[policy, .. cells.Select(Number)]), 1);
        foreach (var line in report.Verdicts()) terminal.Line(line);
        const int Most = 5;
        foreach (var ring in shown.Rings.Take(Most)) terminal.Line($"{shown.Row.Policy} at {ring.Time}: swap of {ring.Jobs.Length}: {BlockingRun.Words(shown.Problem, ring)}");
        if (shown.Rings.Length > Most) terminal.Line($"... {shown.Rings.Length - Most} more swaps; --csv FILE lists all");
    }

    private static string Events(BlockingRun run)
    {
        using var text = new StringWriter { NewLine = "\n" };
        BlockingExport.WriteEvents(run, text);
        return text.ToString();
    }

    private static string Json(BlockingReport report)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("instance", report.Problem.Name);
            writer.WriteBoolean("swap", report.Problem.Swap);
            writer.WriteNumber("probability", report.Problem.Stops.Probability);
            writer.WriteStartArray("policies");
            foreach (var (policy, cells) in report.Policies.Zip(report.Cells))
            {
                writer.WriteStartObject();
                writer.WriteString("policy", policy);
                for (var i = 0; i < cells.Length; i++) writer.WriteNumber(BlockingReport.Heads[i + 1].Replace(' ', '_'), Math.Round(cells[i], 4));
                writer.WriteStartArray("makespans");
                foreach (var row in report.Of(policy)) writer.WriteNumberValue(row.Makespan);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteStartArray("verdicts");
            foreach (var line in report.Verdicts()) writer.WriteStringValue(line);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Progress(Terminal terminal, int done, int all)
    {
        if (terminal.ErrorIsTerminal) terminal.Error.Write($"\r{done} of {all} runs ");
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.###", CultureInfo.InvariantCulture);

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
