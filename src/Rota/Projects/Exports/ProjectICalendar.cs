using System.Globalization;

namespace Rota.Projects.Exports;

/// <summary>A schedule as an iCalendar file (RFC 5545): an event a stretch of work, in floating local time, so that it lands where the reader's clock says.</summary>
public static class ProjectICalendar
{
    /// <summary>Longest line in bytes, the line break not counted (RFC 5545, section 3.1).</summary>
    private const int LongestLine = 75;

    /// <summary>Writes the calendar. Milestones are events without length.</summary>
    /// <exception cref="RotaException">The project has no start date or no unit of time.</exception>
    public static void Write(ProjectProblem problem, ProjectSchedule schedule, TextWriter output)
    {
        var dates = ProjectDates.Of(problem);
        Line(output, "BEGIN:VCALENDAR");
        Line(output, "VERSION:2.0");
        Line(output, "PRODID:-//rota//project schedule//EN");
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var task = problem.Tasks[i];
            var part = 0;
            foreach (var period in schedule.Segments(problem, i))
            {
                Line(output, "BEGIN:VEVENT");
                Line(output, $"UID:{Escaped(problem.Name)}-{Escaped(task.Id)}-{part++}@rota");
                Line(output, $"DTSTAMP:{Stamp(dates.Start)}Z");
                Line(output, $"DTSTART:{Stamp(dates.At(period.Start))}");
                Line(output, $"DTEND:{Stamp(dates.At(period.End))}");
                Line(output, $"SUMMARY:{Escaped(task.Title)}");
                var needs = task.Modes[schedule.Modes[i]].Demands.Select(demand => $"{problem.Resources[demand.Resource].Title} x {demand.Amount}").ToList();
                if (needs.Count > 0) Line(output, $"DESCRIPTION:{Escaped(string.Join(", ", needs))}");
                Line(output, "END:VEVENT");
            }
        }
        Line(output, "END:VCALENDAR");
    }

    private static string Stamp(DateTime date) => date.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    /// <summary>Folds a long line between characters: what follows stands on the next line behind a blank.</summary>
    private static void Line(TextWriter output, string text)
    {
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > LongestLine)
            {
                output.Write("\r\n ");
                used = 1;
            }
            output.Write(rune.ToString());
            used += rune.Utf8SequenceLength;
        }
        output.Write("\r\n");
    }
}
