using System.Globalization;
using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Formats;

/// <summary>Times as they stand in files: decimals read exactly, with at most nine places, none rounded.</summary>
internal static class ExactTime
{
    /// <summary>Most decimal places; a nanosecond of a second.</summary>
    public const int MostPlaces = 9;

    /// <summary>Largest time of a file, in its unit: far beyond it no exact tick is left.</summary>
    public const decimal Largest = 4_000_000_000_000_000_000m;

    /// <summary>Reads a number above <paramref name="least"/>, or equal to it when <paramref name="orEqual"/>; null with the reason when it is none.</summary>
    public static decimal? Read(ReadOnlySpan<byte> text, string what, decimal least, bool orEqual, out string problem)
    {
        var range = $"{what} {(orEqual ? "of at least" : "above")} {least.ToString(CultureInfo.InvariantCulture)}";
        problem = $"read {FieldNumber.Quote(text)}, expected {range}";
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            problem += ", a finite number";
            return null;
        }
        if (value < least || (value == least && !orEqual))
        {
            // 1e-40 reads as 0 although it is above it; the places say so.
            if (orEqual) problem += $"; nearest {least.ToString(CultureInfo.InvariantCulture)}";
            return null;
        }
        if (value > Largest)
        {
            problem += " and at most 4e18";
            return null;
        }
        value = Shortest(value);
        if (value.Scale <= MostPlaces) return value;
        problem += $" with at most {MostPlaces} decimal places; nearest {decimal.Round(value, MostPlaces).ToString(CultureInfo.InvariantCulture)}";
        return null;
    }

    /// <summary>A time in ticks as text in the file's unit, exact.</summary>
    public static string Text(long ticks, long ticksPerUnit) => Shortest((decimal)ticks / ticksPerUnit).ToString(CultureInfo.InvariantCulture);

    /// <summary>The same number without zeros at its end.</summary>
    private static decimal Shortest(decimal value) => value / 1.000000000000000000000000000000m;
}
