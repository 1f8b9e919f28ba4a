using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Studies;

namespace Rota.Cli.Commands;

/// <summary><c>study</c>: the claims of a paper beside what is measured here. The measuring is done by Rota.Studies.</summary>
internal static class StudyCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("study")
        {
            HelpName = "NAME",
            Description = "the study to run; see --list",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(StudyCatalog.All.Select(study => study.Name).ToArray());
        var all = TypedOption.Flag("--all", "run every study and print the ledger");
        var list = TypedOption.Flag("--list", "list the studies");
        var scale = TypedOption.Create<StudyScale?>("--scale", "SCALE", "smoke (minutes), short (default), or full (hours)", text => Scale(text))
            .Suggesting(Scales);
        var output = TypedOption.Text("--out", "DIR", "write JSON and pictures to this folder, and go on from what it holds");
        var model = ModelOption.Create("none", "a language model for studies that ask one (default none)");
        var json = TypedOption.Flag("--json", "print the report as one JSON object");
        var seeds = TypedOption.Number("--seeds", "seeds a cell in studies that have cells (default by the scale)", 1, 1000);
        var command = new Command("study", "measure the claims of a paper: its figures beside ours, with a verdict") { name, all, list, scale, seeds, output, model, json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(list) || (parse.GetValue(name) is null && !parse.GetValue(all))) return List(terminal, parse.GetValue(json));
            if (parse.GetValue(all) && parse.GetValue(name) is { } both) throw new RotaException($"study takes {both} or --all, not both");
            var studies = parse.GetValue(name) is { } one ? [Find(one)] : StudyCatalog.All;
            var asked = parse.GetValue(model) is { } endpoint && endpoint != "none" ? ModelOption.Open(endpoint) : null;
            using var owned = asked as IDisposable;
            var options = new StudyOptions { Scale = parse.GetValue(scale) ?? StudyScale.Short, Seeds = (int?)parse.GetValue(seeds), Folder = parse.GetValue(output) is { } path ? Folder(path) : null, Model = asked };
            return Run(terminal, studies, options, parse.GetValue(json), parse.GetValue(all));
        });
        return command;
    }

    private static string[] Scales => [.. Enum.GetNames<StudyScale>().Select(name => name.ToLowerInvariant())];

    private static int Run(Terminal terminal, IReadOnlyList<IStudy> studies, StudyOptions options, bool json, bool ledger)
    {
        using var saving = terminal.Interruption.Graceful();
        var reports = new List<StudyReport>();
        foreach (var study in studies)
        {
            if (terminal.Interruption.Token.IsCancellationRequested) break;
            var report = study.Run(options, terminal.Progress, terminal.Interruption.Token);
            reports.Add(report);
            if (options.Folder is { } folder) Write(report, folder);
            if (json) continue;
            report.WriteTable(terminal.Out);
            terminal.Line();
        }
        if (json) terminal.Out.Write(ledger ? Ledger(reports) : ResultJson.Text(reports[0].WriteJson));
        else if (ledger) StudyReport.WriteLedger(terminal.Out, reports);
        if (options.Folder is not null && !json) terminal.Line($"reports written to {options.Folder}");
        return terminal.Interruption.Token.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
    }

    private static void Write(StudyReport report, string folder)
    {
        new OutputFile(Path.Combine(folder, report.Study + ".json")).Write(ResultJson.Text(report.WriteJson));
        if (!report.Tables.IsEmpty) new OutputFile(Path.Combine(folder, report.Study + ".md")).Write(Table(report));
        foreach (var picture in report.Pictures) new OutputFile(Path.Combine(folder, picture.Name + ".svg")).Write(picture.Svg);
    }

    private static string Table(StudyReport report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        report.WriteTable(text);
        return text.ToString();
    }

    private static string Ledger(List<StudyReport> reports) => ResultJson.Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("studies");
        foreach (var report in reports) report.WriteJson(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static int List(Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Out.Write(ResultJson.Text(writer =>
            {
                writer.WriteStartArray();
                foreach (var study in StudyCatalog.All)
                {
                    writer.WriteStartObject();
                    writer.WriteString("study", study.Name);
                    writer.WriteString("paper", study.Paper);
                    writer.WriteString("description", study.Description);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
            }));
            return ExitCode.Ok;
        }
        foreach (var study in StudyCatalog.All)
        {
            terminal.Line($"{study.Name,-20} {study.Description}");
            terminal.Line($"{"",-20} {study.Paper}");
        }
        terminal.Line();
        terminal.Line("Run one with: rota study NAME, all with: rota study --all");
        return ExitCode.Ok;
    }

    private static IStudy Find(string name) =>
        StudyCatalog.All.FirstOrDefault(study => study.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown study '{name}'{Suggestion.Of(name, StudyCatalog.All.Select(study => study.Name))}");

    private static StudyScale Scale(string text) => Array.IndexOf(Scales, text) is var i and >= 0
        ? Enum.GetValues<StudyScale>()[i]
        : throw new RotaException($"unknown scale '{text}'{Suggestion.Of(text, Scales)}");

    /// <summary>The folder, made when it is not there, and found to be writable.</summary>
    private static string Folder(string path)
    {
        if (File.Exists(path)) throw new RotaException($"--out: {path} is a file, expected a folder");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RotaException($"--out: cannot make the folder {path}: {e.Message}", e);
        }
        _ = new OutputFile(Path.Combine(path, "study.json"));
        return path;
    }
}
