using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Serving;
using Rota.Formats;
using Rota.Rendering;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Pictures;
using Rota.Shop.Transfer.Rehearsal;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Cli.Transfer;

/// <summary>What <c>rehearse</c> does with a line of stations and transfer robots: policies compared on the same days, the last one's run as page, CSV or Chrome trace.</summary>
internal sealed class TransferRehearse
{
    private const int PagePlates = 80;
    private readonly Option<long?> plates = TypedOption.Number("--plates", "transfer lines: plates of each run (default the line's own number, 400)", 8, 10_000_000);

    public TransferRehearse(Command command) => command.Options.Add(plates);

    /// <summary>True for a file whose content is a line, or a shop with vehicles.</summary>
    public static bool Takes(string name) => LineFiles.Recognises(FileOf(name));

    public int Run(Terminal terminal, ParseResult parse, string name, string? policies, string? html, string? csv, string? chrome, bool json)
    {
        var line = LineFiles.Read(TextInput.Open(FileOf(name)), name.Length > FileOf(name).Length ? name[(FileOf(name).Length + 1)..] : null);
        var names = policies?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var plan = new TransferPlan(line, names is null ? TransferRehearsal.UsualPolicies : [.. names])
        {
            Seeds = (int)(parse.GetValue<long?>("--seeds") ?? 1),
            Plates = (int?)parse.GetValue(plates),
        };
        var files = (Html: html is null ? null : new OutputFile(html), Csv: csv is null ? null : new OutputFile(csv), Chrome: chrome is null ? null : new OutputFile(chrome));
        var report = TransferRehearsal.Run(plan, (done, all) => Progress(terminal, done, all), terminal.Interruption.Token);
        if (terminal.ErrorIsTerminal) terminal.Error.Write("\r                         \r");
        ImmutableArray<ImmutableArray<string>> cells = [.. report.Policies.Zip(report.Cells, (policy, row) => (ImmutableArray<string>)[policy, .. row.Select(Number)])];
        Write(plan, report, cells, files, terminal.Interruption.Token);
        if (json) terminal.Out.Write(Json(report));
        else Show(terminal, report, cells);
        if (!json) foreach (var file in new[] { files.Html, files.Csv, files.Chrome }.OfType<OutputFile>()) terminal.Line($"written to {file.Path}");
        return ExitCode.Ok;
    }

    /// <summary>FILE#NAME is one shop of several.</summary>
    private static string FileOf(string name) => !File.Exists(name) && name.LastIndexOf('#') is var hash and > 0 ? name[..hash] : name;

    private static void Show(Terminal terminal, TransferReport report, ImmutableArray<ImmutableArray<string>> cells)
    {
        terminal.Line(Head(report));
        foreach (var note in report.Plan.Line.Notes) terminal.Line($"note: {note}");
        RehearsalTable.Draw(terminal, TransferReport.Heads, cells.Select(row => (IReadOnlyList<string>)row), 1);
        if (!report.IsLot)
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"bound: {report.Bounds.Tact:0.##} s between plates; robots {report.Bounds.RobotSeconds:0.##} s, stations {report.Bounds.StationSeconds:0.##} s a plate: the {(report.Bounds.IsRobotBound ? "robots" : "stations")} decide"));
        foreach (var verdict in report.Verdicts()) terminal.Line(verdict);
    }

    private static string Head(TransferReport report)
    {
        var line = report.Plan.Line;
        return $"{line.Name}: {Words.Count(line.Stations.Length, "station")}, {Words.Count(line.Robots.Length, "robot")} with {Words.Count(line.Robots.Max(robot => robot.Arms), "arm")}, {Words.Count(line.Recipes.Length, "recipe")}, {Words.Count(report.Rows[0].Result.Outputs.Length, "plate")} a run";
    }

    private static void Write(TransferPlan plan, TransferReport report, ImmutableArray<ImmutableArray<string>> cells, (OutputFile? Html, OutputFile? Csv, OutputFile? Chrome) files, CancellationToken cancellation)
    {
        if (files is (null, null, null)) return;
        var line = plan.Line;
        var policy = TransferRehearsal.Find(plan.Policies[^1], line);
        var most = line.Arrivals.Lot.IsEmpty ? plan.Plates ?? line.Plates : line.Arrivals.Lot.Length;
        var log = new LineLog();
        LineRehearsal.Run(line, policy, 1, most, log, cancellation);
        files.Csv?.Write(Text(writer => TransferExport.WriteLog(line, log, writer)));
        files.Chrome?.Write(Text(writer => ChromeTrace.Write(TransferExport.ToSchedule(line, log), writer)));
        if (files.Html is null) return;
        if (most > PagePlates) LineRehearsal.Run(line, policy, 1, PagePlates, log = new(), cancellation);
        files.Html.Write(LinePage.Render(line, log, $"{line.Name}: {policy.Name}", Head(report), TransferReport.Heads, cells.Select(row => (IReadOnlyList<string>)row)));
    }

    private static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString();
    }

    private static string Json(TransferReport report) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("line", report.Plan.Line.Name);
        json.WriteNumber("seeds", report.Plan.Seeds);
        json.WriteNumber("bound_tact_s", report.Bounds.Tact);
        json.WriteStartArray("policies");
        foreach (var (policy, cells) in report.Policies.Zip(report.Cells))
        {
            json.WriteStartObject();
            json.WriteString("policy", policy);
            for (var i = 0; i < cells.Length; i++)
            {
                var key = TransferReport.Heads[i + 1].Replace(" %", "_percent", StringComparison.Ordinal).Replace("/h", "_per_hour", StringComparison.Ordinal).Replace(' ', '_');
                if (double.IsFinite(cells[i])) json.WriteNumber(key, cells[i]);
                else json.WriteNull(key);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("verdicts");
        foreach (var verdict in report.Verdicts()) json.WriteStringValue(verdict);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Progress(Terminal terminal, int done, int all)
    {
        if (terminal.ErrorIsTerminal) terminal.Error.Write($"\r{done} of {all} runs ");
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString(Math.Abs(value) >= 1000 ? "0" : "0.##", CultureInfo.InvariantCulture) : "";
}
