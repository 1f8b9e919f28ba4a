using System.Text;
using CsCheck;
using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Exports;
using Rota.Projects.Formats;
using Rota.Projects.Solvers;
using Xunit;

namespace Rota.Tests.Projects.Exports;

public sealed class MsProjectTests
{
    // Monday 8:00. Dig takes 10 hours of an 8-hour day, so it pauses over the night; pour follows it a working hour later.
    private const string Small = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Project xmlns="http://schemas.microsoft.com/project">
          <Name>garden</Name>
          <StartDate>2026-01-05T08:00:00</StartDate>
          <CalendarUID>1</CalendarUID>
          <Calendars>
            <Calendar><UID>1</UID><Name>Standard</Name>
              <WeekDays>
                <WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
                <WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>
                  <WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>
                  <WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
              </WeekDays>
              <Exceptions><Exception><TimePeriod><FromDate>2026-01-06T00:00:00</FromDate><ToDate>2026-01-06T23:59:00</ToDate></TimePeriod><DayWorking>0</DayWorking></Exception></Exceptions>
            </Calendar>
          </Calendars>
          <Tasks>
            <Task><UID>0</UID><Name>garden</Name><OutlineLevel>0</OutlineLevel><Summary>1</Summary></Task>
            <Task><UID>1</UID><Name>ground</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
            <Task><UID>2</UID><Name>dig</Name><OutlineLevel>2</OutlineLevel><Duration>PT10H0M0S</Duration></Task>
            <Task><UID>3</UID><Name>pour</Name><OutlineLevel>1</OutlineLevel><Duration>PT1H0M0S</Duration>
              <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>600</LinkLag><LagFormat>5</LagFormat></PredecessorLink></Task>
          </Tasks>
          <Resources><Resource><UID>1</UID><Name>crew</Name><Type>1</Type><MaxUnits>2.0</MaxUnits></Resource></Resources>
          <Assignments><Assignment><UID>1</UID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>1.5</Units></Assignment></Assignments>
        </Project>
        """;

    [Fact]
    public void A_task_pauses_over_night_and_holiday_and_its_successor_waits_an_hour()
    {
        var problem = Read(Small);
        Assert.Equal("garden", problem.Name);
        Assert.Equal(["2", "3"], problem.Tasks.Select(task => task.Id));
        Assert.Equal(200, problem.Resources[0].Capacity);
        Assert.Equal(150, problem.Tasks[0].Modes[0].DemandOf(0));
        var schedule = new SerialScheme(problem).Schedule([0, 1])!;
        Assert.Empty(ProjectChecker.Instance.Check(problem, schedule).Violations);
        var dates = ProjectDates.Of(problem);
        // Tuesday is a holiday: 8 hours on Monday, the last 2 on Wednesday from 8 to 10.
        Assert.Equal(new DateTime(2026, 1, 7, 10, 0, 0), dates.At(schedule.End(problem, 0)));
        Assert.Equal(new DateTime(2026, 1, 7, 11, 0, 0), dates.At(schedule.Starts[1]));
        Assert.Equal(3, schedule.Segments(problem, 0).Count());
    }

    [Theory]
    [InlineData("<UID>3</UID>", "<UID>2</UID>", "f:21:6: Task has the UID 2, which came before")]
    [InlineData("<PredecessorUID>1<", "<PredecessorUID>9<", "names the task with UID 9, which is not in the file")]
    [InlineData("PT10H0M0S", "PT10", "f:20:70: Duration is 'PT10', expected whole minutes such as PT16H0M0S")]
    [InlineData("<Type>1</Type><LinkLag>", "<Type>7</Type><LinkLag>", "Type is '7', expected a whole number from 0 to 3")]
    [InlineData("<StartDate>2026-01-05T08:00:00</StartDate>", "", "Project has no StartDate")]
    [InlineData("17:00:00", "12:00:00", "WorkingTime ends before it begins")]
    [InlineData("</Project>", "", "this is not XML")]
    [InlineData("<Duration>PT1H0M0S</Duration>", "<ConstraintType>2</ConstraintType>", "Task has the ConstraintType 2, expected 0")]
    public void A_fault_is_named_with_its_place(string right, string wrong, string expected)
    {
        var text = Small.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Small, text);
        Assert.Contains(expected, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var problem = new ProjectProblem(
            "bridge", [new("crew", 3), new("crane", 1)],
            [new("a", [new(3, [new(0, 2)])]), new("b", [new(0, [])], Release: 2), new("c", [new(5, [new(0, 1), new(1, 1)])], Due: 30)],
            [new(0, 1), new(0, 2, 1, LinkKind.StartToStart), new(1, 2, -1)],
            unit: "hour", meta: """{"start": "2026-01-05T08:00"}""");
        using var text = new StringWriter();
        ProjectFiles.Write(problem, MsProjectFormat.FormatName, text);
        var back = Read(text.ToString());
        Assert.Equal(problem.Tasks.Select(task => task.Modes[0].Duration * 60), back.Tasks.Select(task => task.Modes[0].Duration));
        Assert.Equal(problem.Links.Select(link => link with { Lag = link.Lag * 60 }), back.Links);
        Assert.Equal((120L, 1800L), (back.Tasks[1].Release, back.Tasks[2].Due));
        Assert.Equal(200, back.Tasks[0].Modes[0].DemandOf(0));
    }

    [Fact]
    public void Damaged_files_are_refused_in_words() => Gen.Int[0, Small.Length - 1].Select(Gen.Int[0, 40], Gen.OneOf(Gen.Const(""), Gen.Const("<"), Gen.Const("9"), Gen.Const("PT"), Gen.Const("-1"), Gen.Const("</Task>"))).Sample((at, cut, put) =>
    {
        var text = Small[..at] + put + Small[Math.Min(Small.Length, at + cut)..];
        try
        {
            Read(text);
        }
        catch (RotaException e)
        {
            Assert.DoesNotContain('\n', e.Message);
        }
    }, iter: 3000);

    private static ProjectProblem Read(string text) =>
        ProjectFiles.Read(TextInput.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f"), new() { FormatName = MsProjectFormat.FormatName }).Single();
}
