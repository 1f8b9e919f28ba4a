using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Spectre.Console;

namespace Rota.Cli.Commands;

/// <summary><c>formats</c>: what instance files may look like.</summary>
internal static class FormatsCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = TypedOption.Flag("--json", "print the formats as a JSON array");
        var command = new Command("formats", "list the file formats of instances and results") { json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(json)) terminal.Out.Write(Json());
            else Print(terminal);
        });
        return command;
    }

    private static void Print(Terminal terminal)
    {
        foreach (var domain in PlanDomains.All)
        {
            var table = Terminal.NewTable("format", "recognised by", "read", "write");
            foreach (var format in domain.Formats)
                table.AddRow(Markup.Escape(format.Name), Markup.Escape(format.Description), "yes", format.Writes ? "yes" : "no");
            terminal.Line($"{domain.Title}. Recognised by their content, --format NAME overrules; gz files are unpacked; '-' is standard input; FILE#NAME is one of several.");
            terminal.Draw(table);
            terminal.Line($"Solvers: {string.Join(", ", domain.Solvers)}.");
            terminal.Line();
        }
        var traces = Terminal.NewTable("format", "recognised by");
        foreach (var format in ServingTraceFormats.All) traces.AddRow(Markup.Escape(format.Name), Markup.Escape(format.Description));
        terminal.Line("Request traces for rehearse, capacity and tune. Recognised by their content; gz files are unpacked; '-' is standard input.");
        terminal.Draw(traces);
        var generators = Terminal.NewTable("generator", "what", "parameters with their defaults");
        foreach (var generator in ServingGenerators.All) generators.AddRow(Markup.Escape(generator.Name), Markup.Escape(generator.Description), Markup.Escape(generator.Usage));
        terminal.Line("Generators of request traces, wherever a trace is asked for:");
        terminal.Draw(generators);
        var lines = Terminal.NewTable("format", "recognised by");
        lines.AddRow("line", "JSON or YAML: stations, robots, recipes");
        lines.AddRow("transport-jobshop", "JSON lines with ops, agvs, travel; FILE#NAME is one of several");
        lines.AddRow("lab-cell", "JobShopLab's YAML: instance_config with tables of operations and travel times");
        terminal.Line("Lines with transfer robots or vehicles for rehearse. Recognised by their content:");
        terminal.Draw(lines);
        var results = Terminal.NewTable("written by", "extension", "what");
        results.AddRow("solve --out", ".json", "the result: status, objective, bound, trajectory, schedule; explain reads it");
        results.AddRow("solve --out", ".csv", "the schedule, a line a block");
        results.AddRow("solve --gantt", ".html", "a page to explore: zoom, squeeze idle gaps, follow a job; works without network");
        results.AddRow("solve --gantt", ".svg", "a picture");
        results.AddRow("solve --gantt", ".json", "a Chrome trace, for chrome://tracing and ui.perfetto.dev");
        results.AddRow("rehearse --out", ".json", "a run, for explain --request");
        results.AddRow("rehearse --html, --csv, --trace, --metrics", "", "a page, requests line by line, steps as a Chrome trace, Prometheus metrics");
        results.AddRow("tune --out", ".json", "a policy, for rehearse --policy");
        results.AddRow("calibrate --out", ".json", "hardware, for rehearse --hardware");
        terminal.Line("Results:");
        terminal.Draw(results);
    }

    private static string Json() => ResultJson.Text(json =>
    {
        json.WriteStartArray();
        foreach (var (domain, format) in PlanDomains.All.SelectMany(domain => domain.Formats.Select(format => (domain, format))))
        {
            json.WriteStartObject();
            json.WriteString("format", format.Name);
            json.WriteString("problem", domain.Name);
            json.WriteString("description", format.Description);
            json.WriteBoolean("read", true);
            json.WriteBoolean("write", format.Writes);
            json.WriteEndObject();
        }
        foreach (var format in ServingTraceFormats.All)
        {
            json.WriteStartObject();
            json.WriteString("format", format.Name);
            json.WriteString("problem", "serving");
            json.WriteString("description", format.Description);
            json.WriteBoolean("read", true);
            json.WriteBoolean("write", false);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
