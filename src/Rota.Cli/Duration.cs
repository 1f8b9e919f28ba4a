using System.Globalization;

namespace Rota.Cli;

/// <summary>Durations as people type them: 10s, 500ms, 2m, 1h, or plain seconds.</summary>
internal static class Duration
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600), ("", 1)];

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <exception cref="RotaException">Not a duration, not above zero, or beyond 30 days.</exception>
    public static TimeSpan Read(string text)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
            if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), style, CultureInfo.InvariantCulture, out var count)) continue;
            var length = count * seconds;
            if (!(length > 0)) throw new RotaException($"'{text}' is not above zero, expected a duration such as 10s, 500ms, 2m or 1h");
            if (length > Longest.TotalSeconds) throw new RotaException($"'{text}' is more than 30 days");
            if (length < 0.001) throw new RotaException($"'{text}' is less than 1ms");
            return TimeSpan.FromSeconds(length);
        }
        throw new RotaException($"'{text}' is not a duration, expected for example 10s, 500ms, 2m or 1h");
    }

    /// <summary>The shortest way to type it.</summary>
    public static string Write(TimeSpan time)
    {
        var milliseconds = Math.Round(time.TotalMilliseconds);
        if (milliseconds < 1000) return $"{milliseconds}ms";
        if (milliseconds % 3_600_000 == 0) return $"{milliseconds / 3_600_000}h";
        if (milliseconds % 60_000 == 0) return $"{milliseconds / 60_000}m";
        return $"{milliseconds / 1000}s";
    }
}
