using System.Collections.Immutable;

namespace Rota.Projects.Formats;

/// <summary>The calendars of a Microsoft Project file: week patterns, inherited day by day, and exceptions, in minutes from the project's start.</summary>
internal sealed class MsProjectCalendars
{
    private const int Day = 24 * 60;

    private const int Week = 7 * Day;

    private readonly Dictionary<long, MsProjectElement> elements = [];
    private readonly DateTime start;

    public MsProjectCalendars(MsProjectElement project, DateTime start)
    {
        this.start = start;
        foreach (var calendar in project.List("Calendars", "Calendar")) elements.TryAdd(calendar.Integer("UID", null), calendar);
    }

    /// <summary>True when a calendar of this number is in the file.</summary>
    public bool Has(long uid) => elements.ContainsKey(uid);

    /// <summary>The calendar of a number.</summary>
    public ProjectCalendar Read(long uid)
    {
        var calendar = elements[uid];
        var days = new List<(int From, int To)>?[7];
        var closed = ImmutableArray.CreateBuilder<Period>();
        var opened = ImmutableArray.CreateBuilder<Period>();
        Collect(calendar, days, closed, opened, depth: 0);
        var open = ImmutableArray.CreateBuilder<Period>();
        // The model's cycle begins at time 0, a week's on Sunday.
        var offset = (int)start.DayOfWeek * Day + start.Hour * 60 + start.Minute;
        for (var day = 0; day < 7; day++)
            foreach (var (from, to) in days[day] ?? Usual(day)) Add(open, day * Day + from - offset, day * Day + to - offset);
        if (open.Count == 0) throw calendar.Error("is never open, expected a working day");
        return new($"{uid} {calendar.Text("Name")}".Trim(), Week, open.ToImmutable(), closed.ToImmutable(), opened.ToImmutable());
    }

    /// <summary>Microsoft Project's standard week: Monday to Friday, 8 to 12 and 13 to 17.</summary>
    private static List<(int From, int To)> Usual(int day) => day is 0 or 6 ? [] : [(8 * 60, 12 * 60), (13 * 60, 17 * 60)];

    private static void Add(ImmutableArray<Period>.Builder open, int from, int to)
    {
        from = (from % Week + Week) % Week;
        to = (to % Week + Week) % Week;
        if (from < to) open.Add(new(from, to));
        else
        {
            open.Add(new(from, Week));
            if (to > 0) open.Add(new(0, to));
        }
    }

    /// <summary>A calendar's own days come before its base's.</summary>
    private void Collect(
        MsProjectElement calendar, List<(int From, int To)>?[] days, ImmutableArray<Period>.Builder closed, ImmutableArray<Period>.Builder opened, int depth)
    {
        if (depth > elements.Count) throw calendar.Error("is its own base");
        foreach (var day in calendar.List("WeekDays", "WeekDay"))
        {
            var type = day.Integer("DayType", null, 0, 7);
            if (type == 0) Exception(day, closed, opened);
            else days[type - 1] ??= day.Flag("DayWorking") ? Times(day) : [];
        }
        foreach (var exception in calendar.List("Exceptions", "Exception")) Exception(exception, closed, opened);
        if (calendar.Integer("BaseCalendarUID", -1) is var parent && parent >= 0 && elements.TryGetValue(parent, out var below)) Collect(below, days, closed, opened, depth + 1);
    }

    private void Exception(MsProjectElement exception, ImmutableArray<Period>.Builder closed, ImmutableArray<Period>.Builder opened)
    {
        if (exception.Integer("Occurrences", 1) > 1 && exception.Integer("Type", 1) is not 1)
            throw exception.Error("recurs, expected exceptions of single dates or ranges");
        var period = exception.Find("TimePeriod") ?? exception;
        if (period.Date("FromDate") is not { } from || period.Date("ToDate") is not { } to) throw exception.Error("has no FromDate and ToDate");
        if (to < from) throw exception.Error("ends before it begins");
        // The last day of a range is written 23:59.
        var (first, last) = (from.Date, to.Date);
        if ((last - first).TotalDays > 36_600) throw exception.Error("is longer than a century");
        Put(closed, first, last.AddDays(1));
        if (!exception.Flag("DayWorking")) return;
        var times = Times(exception);
        for (var day = first; day <= last; day = day.AddDays(1))
            foreach (var (begin, end) in times) Put(opened, day.AddMinutes(begin), day.AddMinutes(end));
    }

    private void Put(ImmutableArray<Period>.Builder periods, DateTime from, DateTime to)
    {
        var (begin, end) = (Math.Max(0, (long)(from - start).TotalMinutes), (long)(to - start).TotalMinutes);
        if (end > begin) periods.Add(new(begin, end));
    }

    private static List<(int From, int To)> Times(MsProjectElement day)
    {
        var times = new List<(int From, int To)>();
        foreach (var time in day.List("WorkingTimes", "WorkingTime"))
        {
            if (time.Text("FromTime") is null) continue;
            var (from, to) = (time.TimeOfDay("FromTime"), time.TimeOfDay("ToTime"));
            if (to == 0) to = Day;
            if (to <= from) throw time.Error("ends before it begins");
            times.Add((from, to));
        }
        return times;
    }
}
