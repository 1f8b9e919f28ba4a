using System.Globalization;

namespace Rota.Formats;

/// <summary>Numbers with decimals as they stand in files, and what to say about those that do not fit.</summary>
internal static class FieldReal
{
    /// <summary>Stands for no bound.</summary>
    public const double Unbounded = 1e300;

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a finite number with a point as decimal mark; NaN and infinities are none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out double value) =>
        double.TryParse(field, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>What was read, what was expected and the nearest valid value, in one sentence.</summary>
    public static string Explain(ReadOnlySpan<byte> field, string what, double min, double max)
    {
        var range = max < Unbounded ? $"{what} from {Text(min)} to {Text(max)}" : min > -Unbounded ? $"{what} of at least {Text(min)}" : what;
        var start = $"read {FieldNumber.Quote(field)}, expected {range}";
        return TryParse(field, out var value) ? $"{start}; nearest {Text(Math.Clamp(value, min, max))}" : $"{start}, a finite number";
    }

    private static string Text(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
