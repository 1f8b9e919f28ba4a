using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.CpSat.Shop;
using Rota.Formats;
using Rota.Rendering;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Pictures;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Rehearsal;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Cli.Transfer;

/// <summary>What <c>rehearse</c> does with a line of stations and transfer robots: policies compared on the same days, the last one's run as page, CSV or Chrome trace.</summary>
internal sealed class TransferRehearse : IRehearsal
{
    private const int PagePlates = 80;
    private readonly Option<long?> plates = TypedOption.Number("--plates", "transfer lines: plates of each run (default the line's own number, 400)", 8, 10_000_000);

    /// <summary>Policies of packages that the library itself does not know.</summary>
    public static ImmutableDictionary<string, Func<TransferLine, ITransferPolicy>> Further => CpSatTransferPolicies.All;

    public TransferRehearse(Command command) => command.Options.Add(plates);

    public string Title => "a line of robots";

    public IReadOnlyList<string> Takes => ["--html", "--csv", "--trace"];

    public bool Recognises(RehearsalRequest request) => LineFiles.Recognises(FileOf(request.Trace));

    public int Run(Terminal terminal, RehearsalRequest request)
    {
        var (name, path) = (request.Trace, FileOf(request.Trace));
        var line = LineFiles.Read(TextInput.Open(path), name.Length > path.Length ? name[(path.Length + 1)..] : null);
        var plan = new TransferPlan(line, request.Policies is { } names ? [.. names] : TransferRehearsal.UsualPolicies)
        {
            Seeds = request.Seeds(1),
            Plates = (int?)request.Parse.GetValue(plates),
            Further = Further,
        };
        var files = (Html: request.File("--html"), Csv: request.File("--csv"), Chrome: request.File("--trace"));
        var report = TransferRehearsal.Run(plan, (done, all) => RunCounter.Show(terminal, done, all), terminal.Interruption.Token);
        RunCounter.Clear(terminal);
        IReadOnlyList<string>[] cells = [.. PolicyCells.Rows(report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row))];
        Write(plan, report, cells, files, terminal.Interruption.Token);
        if (request.Json) terminal.Out.Write(Json(report));
        else Show(terminal, report, cells);
        if (!request.Json) foreach (var file in new[] { files.Html, files.Csv, files.Chrome }.OfType<OutputFile>()) terminal.Line($"written to {file.Path}");
        return ExitCode.Ok;
    }

    /// <summary>FILE#NAME is one shop of several.</summary>
    private static string FileOf(string name) => !File.Exists(name) && name.LastIndexOf('#') is var hash and > 0 ? name[..hash] : name;

    private static void Show(Terminal terminal, TransferReport report, IReadOnlyList<string>[] cells)
    {
        terminal.Line(Head(report));
        foreach (var note in report.Plan.Line.Notes) terminal.Line($"note: {note}");
        RehearsalTable.Draw(terminal, TransferReport.Heads, cells, 1);
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

    private static void Write(TransferPlan plan, TransferReport report, IReadOnlyList<string>[] cells, (OutputFile? Html, OutputFile? Csv, OutputFile? Chrome) files, CancellationToken cancellation)
    {
        if (files is (null, null, null)) return;
        var line = plan.Line;
        var policy = TransferRehearsal.Find(plan.Policies[^1], line, plan.Further);
        var most = line.Arrivals.Lot.IsEmpty ? plan.Plates ?? line.Plates : line.Arrivals.Lot.Length;
        var log = new LineLog();
        LineRehearsal.Run(line, policy, 1, most, log, cancellation);
        files.Csv?.Write(writer => TransferExport.WriteLog(line, log, writer));
        files.Chrome?.Write(writer => ChromeTrace.Write(TransferExport.ToSchedule(line, log), writer));
        if (files.Html is null) return;
        if (most > PagePlates) LineRehearsal.Run(line, policy, 1, PagePlates, log = new(), cancellation);
        files.Html.Write(LinePage.Render(line, log, $"{line.Name}: {policy.Name}", Head(report), TransferReport.Heads, cells));
    }

    private static string Json(TransferReport report) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("line", report.Plan.Line.Name);
        json.WriteNumber("seeds", report.Plan.Seeds);
        json.WriteNumber("bound_tact_s", report.Bounds.Tact);
        PolicyCells.Write(json, TransferReport.Heads, report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row));
        PolicyCells.Lines(json, "verdicts", report.Verdicts());
        json.WriteEndObject();
    });
}
