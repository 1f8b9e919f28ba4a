namespace Rota.Serving;

/// <summary>
/// Time of the serving core: whole picoseconds in a <see cref="long"/>, so that the durations of many alike steps add up in closed form to the very
/// number that step by step addition gives. A run may last 106 days.
/// </summary>
public static class SimTime
{
    /// <summary>Picoseconds in a second.</summary>
    public const long Second = 1_000_000_000_000;

    /// <summary>Picoseconds in a millisecond.</summary>
    public const long Millisecond = 1_000_000_000;

    /// <summary>Picoseconds in a microsecond.</summary>
    public const long Microsecond = 1_000_000;

    /// <summary>No time at all: not yet, or never.</summary>
    public const long Never = long.MaxValue;

    /// <summary>The longest time that traces and options may name: 60 days.</summary>
    public const double MaxSeconds = 60.0 * 24 * 3600;

    /// <summary>Seconds to picoseconds, rounded to the nearest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or beyond <see cref="MaxSeconds"/>.</exception>
    public static long FromSeconds(double seconds) =>
        double.IsFinite(seconds) && Math.Abs(seconds) <= MaxSeconds
            ? (long)Math.Round(seconds * Second)
            : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, $"times lie within {MaxSeconds} s");

    /// <summary>Picoseconds to seconds; <see cref="Never"/> is NaN.</summary>
    public static double ToSeconds(long time) => time == Never ? double.NaN : (double)time / Second;
}
