using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Formats;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Shop;
using Rota.Shop.Formats;
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
        var table = Terminal.NewTable("format", "recognised by", "read", "write");
        foreach (var format in ShopFormats.All)
            table.AddRow(Markup.Escape(format.Name), Markup.Escape(format.Description), "yes", Writes(format) ? "yes" : "no");
        terminal.Line("Instances of shops. Recognised by their content, --format NAME overrules; gz files are unpacked; '-' is standard input; FILE#NAME is one of several.");
        terminal.Draw(table);
        var traces = Terminal.NewTable("format", "recognised by");
        foreach (var format in ServingTraceFormats.All) traces.AddRow(Markup.Escape(format.Name), Markup.Escape(format.Description));
        terminal.Line("Request traces for rehearse, capacity and tune. Recognised by their content; gz files are unpacked; '-' is standard input.");
        terminal.Draw(traces);
        var generators = Terminal.NewTable("generator", "what", "parameters with their defaults");
        foreach (var generator in ServingGenerators.All) generators.AddRow(Markup.Escape(generator.Name), Markup.Escape(generator.Description), Markup.Escape(generator.Usage));
        terminal.Line("Generators of request traces, wherever a trace is asked for:");
        terminal.Draw(generators);
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

    /// <summary>Whether the format can hold the plainest shop there is.</summary>
    private static bool Writes(IInstanceFormat<ShopProblem, ShopReadOptions> format) => format.Refusal(new ShopProblem("plain", 1, [new("0", [new(0, 1)])])) is null;

    private static string Json() => ResultJson.Text(json =>
    {
        json.WriteStartArray();
        foreach (var format in ShopFormats.All)
        {
            json.WriteStartObject();
            json.WriteString("format", format.Name);
            json.WriteString("problem", "shop");
            json.WriteString("description", format.Description);
            json.WriteBoolean("read", true);
            json.WriteBoolean("write", Writes(format));
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
