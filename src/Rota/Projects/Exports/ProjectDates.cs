using System.Globalization;
using System.Text.Json;

namespace Rota.Projects.Exports;

/// <summary>Dates of a project's integer times: where time 0 lies, and how long a unit is.</summary>
/// <param name="Start">Time 0, in the planner's own clock; without a zone.</param>
/// <param name="Unit">Length of a unit of time.</param>
public sealed record ProjectDates(DateTime Start, TimeSpan Unit)
{
    private static readonly (string Name, TimeSpan Length)[] Units =
    [
        ("second", TimeSpan.FromSeconds(1)), ("minute", TimeSpan.FromMinutes(1)), ("hour", TimeSpan.FromHours(1)), ("day", TimeSpan.FromDays(1)), ("week", TimeSpan.FromDays(7)),
    ];

    /// <summary>What the project says of itself: its unit, and "start" in its meta object.</summary>
    /// <exception cref="RotaException">It does not say both; the message says what to add.</exception>
    public static ProjectDates Of(ProjectProblem problem)
    {
        var unit = Units.Where(known => problem.Unit == known.Name || problem.Unit == known.Name + "s").Select(known => (TimeSpan?)known.Length).FirstOrDefault()
            ?? throw new RotaException($"{problem.Name} counts in '{problem.Unit}', dates need a unit of second, minute, hour, day or week: \"unit\": \"hour\"");
        return new(StartOf(problem) ?? throw new RotaException($"{problem.Name} has no start date, dates need one: \"meta\": {{\"start\": \"2026-01-05T08:00\"}}"), unit);
    }

    /// <summary>The date of a time.</summary>
    /// <exception cref="RotaException">It is beyond the calendar.</exception>
    public DateTime At(long time)
    {
        var ticks = (Int128)Start.Ticks + (Int128)time * Unit.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Unspecified) : throw new RotaException($"time {time} lies beyond the year 9999");
    }

    private static DateTime? StartOf(ProjectProblem problem)
    {
        if (problem.Meta is not { } meta) return null;
        using var document = JsonDocument.Parse(meta);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("start", out var start) && start.ValueKind == JsonValueKind.String
            && DateTime.TryParse(start.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? DateTime.SpecifyKind(date, DateTimeKind.Unspecified)
            : null;
    }
}
