using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Rota.Rendering;

/// <summary>A part of a page beside its Gantt chart: a heading and a table, a picture, or text.</summary>
public sealed record PageSection
{
    private PageSection(string heading, string html)
    {
        Heading = heading;
        Body = html;
    }

    /// <summary>The heading, as plain text.</summary>
    public string Heading { get; }

    /// <summary>What stands under the heading, as HTML.</summary>
    public string Body { get; }

    /// <summary>A line under the body, as plain text: what to see in it, where it is from.</summary>
    public string? Note { get; init; }

    /// <summary>Before the Gantt chart rather than after it.</summary>
    public bool AboveGantt { get; init; }

    /// <summary>Plain text, a paragraph for each line.</summary>
    public static PageSection Text(string heading, string text) =>
        new(heading, string.Concat(text.Split('\n').Where(line => line.Trim().Length > 0).Select(line => $"<p>{Markup.Escape(line)}</p>")));

    /// <summary>A table of plain text; columns that hold only numbers are set to the right.</summary>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
    public static PageSection Table(string heading, ImmutableArray<string> columns, ImmutableArray<ImmutableArray<string>> rows)
    {
        if (rows.Any(row => row.Length != columns.Length)) throw new ArgumentException($"every row needs {columns.Length} cells", nameof(rows));
        var numbers = columns.Select((_, c) => rows.Any(row => IsNumber(row[c])) && rows.All(row => IsBlank(row[c]) || IsNumber(row[c]))).ToArray();
        var html = new StringBuilder("<div class=\"scroll-x\"><table><thead><tr>");
        for (var c = 0; c < columns.Length; c++) Cell(html, "th", numbers[c], columns[c]);
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var c = 0; c < columns.Length; c++) Cell(html, "td", numbers[c], row[c]);
            html.Append("</tr>\n");
        }
        return new(heading, html.Append("</tbody></table></div>").ToString());
    }

    /// <summary>A picture that Rota drew: <see cref="LineChart.ToSvg"/>, <see cref="GanttSvg.Render"/>.</summary>
    public static PageSection Svg(string heading, string svg) => new(heading, $"<div class=\"chart\">{svg}</div>");

    /// <summary>A fragment of HTML, put on the page as it is: whoever makes it answers for it.</summary>
    public static PageSection Html(string heading, string trusted) => new(heading, trusted);

    private static void Cell(StringBuilder html, string kind, bool number, string text) =>
        html.Append(CultureInfo.InvariantCulture, $"<{kind}{(number ? " class=\"number\"" : "")}>{Markup.Escape(text)}</{kind}>");

    private static bool IsBlank(string cell) => cell.Trim() is "" or "-" or "–" or "—";

    // "1642", "-0.4", "3.1 %", "12 345", "10s": a number, perhaps with groups and a short unit.
    private static bool IsNumber(string cell)
    {
        var text = cell.Trim();
        var digits = text.AsSpan().TrimStart("+-−<>=≤≥≈~ ");
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0])) return false;
        return digits.TrimStart("0123456789., \u202F").Length <= 3;
    }
}
