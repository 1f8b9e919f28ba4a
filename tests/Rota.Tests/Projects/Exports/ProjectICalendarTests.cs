using System.Text;
using Rota.Projects;
using Rota.Projects.Exports;
using Xunit;

namespace Rota.Tests.Projects.Exports;

public sealed class ProjectICalendarTests
{
    private static readonly ProjectProblem Problem = new(
        "move", [new("team", 1)], [new("a", [new(2, [new(0, 1)])], Name: "Pack; carefully, " + new string('x', 90)), new("b", [new(1, [])])], [new(0, 1)],
        unit: "hour", meta: """{"start": "2026-01-05T08:00"}""");

    [Fact]
    public void Every_stretch_of_work_is_an_event_in_local_time()
    {
        using var text = new StringWriter();
        ProjectICalendar.Write(Problem, ProjectSchedule.FromStarts([0, 2]), text);
        var lines = text.ToString();
        Assert.Contains("DTSTART:20260105T080000\r\nDTEND:20260105T100000\r\n", lines, StringComparison.Ordinal);
        Assert.Contains("DTSTART:20260105T100000\r\nDTEND:20260105T110000\r\n", lines, StringComparison.Ordinal);
        Assert.Contains("Pack\\; carefully\\, xxx", lines, StringComparison.Ordinal);
        Assert.Equal(2, lines.Split("BEGIN:VEVENT").Length - 1);
        Assert.All(lines.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
    }

    [Fact]
    public void A_project_without_a_start_date_says_what_to_add()
    {
        var plain = new ProjectProblem("p", [], [new("a", [new(1, [])])], unit: "hour");
        Assert.Contains("\"meta\": {\"start\":", Assert.Throws<RotaException>(() => ProjectDates.Of(plain)).Message, StringComparison.Ordinal);
        var unit = new ProjectProblem("p", [], [new("a", [new(1, [])])]);
        Assert.Contains("time units", Assert.Throws<RotaException>(() => ProjectDates.Of(unit)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_a_line_a_task()
    {
        using var text = new StringWriter();
        ProjectCsv.Write(Problem, ProjectSchedule.FromStarts([0, 2]), text);
        Assert.Contains("\nb,,2,3,0,\n", text.ToString(), StringComparison.Ordinal);
    }
}
