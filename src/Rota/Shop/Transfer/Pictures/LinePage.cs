using System.Text;
using System.Text.Json;
using Rota.Rendering;

namespace Rota.Shop.Transfer.Pictures;

/// <summary>
/// A run as one HTML page that plays it: the line seen from above with its robots, plates and stations, beside its Gantt chart; play, speed, a slider, keys. Self-contained: nothing
/// is fetched, the page forbids it itself. Light and dark. <c>page.html#t=120</c> opens at 120 s.
/// </summary>
public static class LinePage
{
    /// <summary>The page of a run.</summary>
    /// <param name="line">The line.</param>
    /// <param name="log">What happened.</param>
    /// <param name="title">Its title.</param>
    /// <param name="subtitle">A line under the title.</param>
    /// <param name="columns">Heads of a table under the chart; empty for none.</param>
    /// <param name="rows">Its rows.</param>
    public static string Render(TransferLine line, LineLog log, string title, string subtitle = "", IReadOnlyList<string>? columns = null, IEnumerable<IReadOnlyList<string>>? rows = null)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Append(Markup.Escape(title)).Append("</title>\n<style>").Append(LinePageScript.Style).Append("</style></head>\n<body>\n");
        html.Append("<h1>").Append(Markup.Escape(title)).Append("</h1>\n<p class=\"sub\">").Append(Markup.Escape(subtitle)).Append("</p>\n");
        html.Append(LinePageScript.Body);
        if (columns is { Count: > 0 }) Table(html, columns, rows ?? []);
        html.Append("<script type=\"application/json\" id=\"data\">").Append(Escaped(Data(line, log))).Append("</script>\n<script>").Append(LinePageScript.Code).Append("</script>\n</body></html>\n");
        return html.ToString();
    }

    private static void Table(StringBuilder html, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        html.Append("<table><thead><tr>");
        foreach (var column in columns) html.Append("<th>").Append(Markup.Escape(column)).Append("</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var cell in row) html.Append("<td>").Append(Markup.Escape(cell)).Append("</td>");
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table>\n");
    }

    /// <summary>The run as JSON: seconds, stations with places, actions with what is on the arm before and after, stays, stops.</summary>
    private static string Data(TransferLine line, LineLog log)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("end", log.Robots.Count == 0 ? 1 : Seconds(log.Robots.Max(record => record.End)));
            Stations(json, line);
            json.WriteStartArray("robots");
            for (var r = 0; r < line.Robots.Length; r++)
            {
                json.WriteStartObject();
                json.WriteString("name", line.Robots[r].Name);
                json.WriteNumber("home", line.Robots[r].Home);
                json.WriteNumber("arms", line.Robots[r].Arms);
                json.WriteStartArray("acts");
                var held = -1;
                foreach (var record in log.Robots.Where(record => record.Robot == r))
                {
                    var after = record.Action switch { RobotAction.Pick => record.Plate, RobotAction.Place => -1, RobotAction.Swap => record.Other, _ => held };
                    Numbers(json, Seconds(record.Start), Seconds(record.End), (int)record.Action, record.From, record.To, held, after, record.Plate);
                    held = after;
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("stays");
            foreach (var stay in log.Stays.OrderBy(stay => stay.In)) Numbers(json, stay.Plate, stay.Recipe, stay.Station, Seconds(stay.In), Seconds(stay.Started), Seconds(stay.Done), Seconds(stay.Out));
            json.WriteEndArray();
            json.WriteStartArray("stops");
            foreach (var stop in log.Stops) Numbers(json, stop.Station, Seconds(stop.Start), Seconds(stop.End));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Stations(Utf8JsonWriter json, TransferLine line)
    {
        // Where places are not given, stations stand in their order.
        var placed = line.Stations.Select(station => (station.X, station.Z)).Distinct().Count() > line.Stations.Length / 2;
        json.WriteStartArray("stations");
        for (var s = 0; s < line.Stations.Length; s++)
        {
            var station = line.Stations[s];
            json.WriteStartObject();
            json.WriteString("name", station.Name);
            json.WriteString("kind", station.Kind.ToString().ToLowerInvariant());
            json.WriteNumber("slots", station.Kind is StationKind.Input or StationKind.Output ? 1 : Math.Min(8, station.Capacity));
            json.WriteNumber("x", placed ? station.X : s);
            json.WriteNumber("z", placed ? station.Z : 0);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, params ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;

    /// <summary>Nothing in the data may end the script element.</summary>
    private static string Escaped(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);
}
