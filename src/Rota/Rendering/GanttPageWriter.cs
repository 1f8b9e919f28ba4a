using System.Globalization;
using System.Text;
using System.Text.Json;
using Rota.Schedules;
using static Rota.Rendering.Markup;

namespace Rota.Rendering;

/// <summary>One Gantt page being written.</summary>
internal sealed class GanttPageWriter(Schedule schedule, GanttPageOptions options)
{
    private const string ContentPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

    private readonly LaneLayout layout = new(schedule);
    private readonly long origin = GanttText.Origin(schedule);
    private readonly double[] busy = Utilisation.OfResources(schedule);
    private readonly StringBuilder html = new();

    public string Write()
    {
        var title = options.Title ?? schedule.Name;
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{ContentPolicy}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n<style>\n{Resource("gantt.css")}</style>\n</head>\n<body>\n<main>\n")
            .Append(CultureInfo.InvariantCulture, $"<header class=\"top\"><div><h1>{Escape(title)}</h1>");
        if (options.Subtitle is { } subtitle) html.Append(CultureInfo.InvariantCulture, $"<p class=\"subtitle\">{Escape(subtitle)}</p>");
        html.Append("</div><button id=\"theme\" type=\"button\" title=\"Switch between light and dark\">Dark</button></header>\n");
        WriteSections(above: true);
        WriteChart(title);
        WriteSections(above: false);
        WriteUtilisation();
        WriteBlocks();
        html.Append("</main>\n<script type=\"application/json\" id=\"rota-data\">").Append(ChartData()).Append("</script>\n<script>\n")
            .Append(Resource("gantt.js")).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    private void WriteSections(bool above)
    {
        foreach (var section in options.Sections.Where(section => section.AboveGantt == above))
        {
            html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Escape(section.Heading)}</h2>\n{section.Body}\n");
            if (section.Note is { } note) html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Escape(note)}</p>\n");
            html.Append("</section>\n");
        }
    }

    private void WriteChart(string title)
    {
        var label = Escape($"Gantt chart of {title}: {GanttText.Extent(schedule)}, {GanttText.Size(schedule)}. The same blocks stand in the table below.");
        var critical = options.Critical.IsEmpty ? "" : "<label><input type=\"checkbox\" id=\"critical\" checked>Critical blocks</label>\n";
        html.Append(CultureInfo.InvariantCulture, $"""
            <section>
            <h2>Schedule</h2>
            <p class="facts">{Escape(GanttText.Extent(schedule))} · {Escape(GanttText.Size(schedule))}</p>
            <div class="tools">
            <input type="search" id="search" placeholder="Search works" aria-label="Search works by name; Enter goes to the next" autocomplete="off" spellcheck="false">
            <span class="group"><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-all">Show all</button></span>
            <label><input type="checkbox" id="squeeze">Squeeze idle gaps</label>
            <label><input type="checkbox" id="labels" checked>Labels</label>
            {critical}<span class="status" id="status" role="status" aria-live="polite"></span>
            </div>
            <div class="plot"><div class="scroller" id="scroller"><canvas id="gantt" tabindex="0" role="application" aria-label="{label}" aria-describedby="hint"></canvas><div id="spacer"></div></div><div class="tip" id="tip" hidden></div></div>
            <noscript><p class="note">The chart needs scripts; the table below holds the same blocks.</p></noscript>
            <p class="hint" id="hint">Wheel or <kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> to zoom, drag or arrow keys to move, click a block to follow its work, <kbd>[</kbd> <kbd>]</kbd> previous and next work, <kbd>/</kbd> to search.</p>
            </section>

            """);
    }

    private void WriteUtilisation()
    {
        html.Append("<details>\n<summary>How busy each resource is</summary>\n<div class=\"scroll-x\"><table><thead><tr><th>Resource</th><th class=\"number\">Capacity</th><th class=\"number\">Busy</th><th></th></tr></thead><tbody>\n");
        for (var r = 0; r < busy.Length; r++)
        {
            var share = (busy[r] * 100).ToString("0.0", CultureInfo.InvariantCulture);
            var bar = Number(Math.Min(100, busy[r] * 100));
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Escape(schedule.Resources[r].Name)}</td><td class=\"number\">{schedule.Resources[r].Capacity}</td><td class=\"number\">{share} %</td><td><span class=\"bar\"><i style=\"width:{bar}%\"></i></span></td></tr>\n");
        }
        html.Append("</tbody></table></div>\n</details>\n");
    }

    private void WriteBlocks()
    {
        var shown = Math.Min(schedule.Blocks.Length, options.MostTableRows);
        var many = shown < schedule.Blocks.Length ? $"the first {shown} of {schedule.Blocks.Length}" : $"{shown}";
        html.Append(CultureInfo.InvariantCulture, $"<details>\n<summary>All blocks as a table ({many})</summary>\n<div class=\"scroll-x\"><table><thead><tr><th>Work</th><th class=\"number\">Part</th><th>Resource</th><th class=\"number\">Start</th><th class=\"number\">End</th><th class=\"number\">Duration</th></tr></thead><tbody>\n");
        foreach (var b in layout.ByTime.Take(shown))
        {
            var block = schedule.Blocks[b];
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Escape(schedule.Works[block.Work])}</td><td class=\"number\">{block.Part}</td><td>{Escape(schedule.Resources[block.Resource].Name)}</td><td class=\"number\">{block.Start}</td><td class=\"number\">{block.End}</td><td class=\"number\">{block.Duration}</td></tr>\n");
        }
        html.Append("</tbody></table></div>\n</details>\n");
    }

    // Blocks as six numbers each (resource, row, work, part, start, end), by start. The writer escapes '<', so no name can end the script element.
    private string ChartData()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("base", origin.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("horizon", Relative(schedule.Blocks.IsEmpty ? origin : schedule.End));
            json.WriteString("unit", schedule.TimeUnit);
            json.WriteStartArray("resources");
            for (var r = 0; r < schedule.Resources.Length; r++)
            {
                json.WriteStartObject();
                json.WriteString("name", schedule.Resources[r].Name);
                json.WriteNumber("rows", layout.Rows[r]);
                json.WriteNumber("busy", Math.Round(busy[r], 4));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            WriteStrings(json, "works", schedule.Works);
            WriteStrings(json, "palette", WorkPalette.Colors);
            json.WriteStartArray("blocks");
            foreach (var b in layout.ByTime)
            {
                var block = schedule.Blocks[b];
                json.WriteNumberValue(block.Resource);
                json.WriteNumberValue(layout.RowOfBlock[b]);
                json.WriteNumberValue(block.Work);
                json.WriteNumberValue(block.Part);
                json.WriteNumberValue(Relative(block.Start));
                json.WriteNumberValue(Relative(block.End));
            }
            json.WriteEndArray();
            json.WriteStartArray("critical");
            var critical = options.Critical.ToHashSet();
            for (var i = 0; i < layout.ByTime.Length; i++)
            {
                if (critical.Contains(layout.ByTime[i])) json.WriteNumberValue(i);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // Scripts count exactly to 2^53 only: times count from the axis' origin.
    private ulong Relative(long time) => unchecked((ulong)(time - origin));

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(GanttPageWriter).Assembly.GetManifestResourceStream("Rota.Rendering." + name)
            ?? throw new InvalidOperationException($"resource {name} is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
