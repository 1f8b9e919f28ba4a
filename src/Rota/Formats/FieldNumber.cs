using System.Globalization;
using System.Text;

namespace Rota.Formats;

/// <summary>Whole numbers as they stand in files, and what to say about those that do not fit.</summary>
internal static class FieldNumber
{
    /// <summary>The largest magnitude accepted anywhere: sums of a few such numbers still fit in 128 bits, a horizon in 64.</summary>
    public const long Largest = 1L << 62;

    /// <summary>Reads an optional sign and digits, at most 2^62 in magnitude; nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        var negative = field.Length > 0 && field[0] == '-';
        var i = negative || (field.Length > 0 && field[0] == '+') ? 1 : 0;
        if (i == field.Length) return false;
        for (; i < field.Length; i++)
        {
            var digit = (uint)(field[i] - '0');
            if (digit > 9 || value > Largest / 10) return false;
            value = (value * 10) + digit;
        }
        if (value > Largest) return false;
        if (negative) value = -value;
        return true;
    }

    /// <summary>What was read, what was expected and the nearest valid value, in one sentence.</summary>
    public static string Explain(ReadOnlySpan<byte> field, string what, long min, long max)
    {
        var range = max < Largest ? min == max ? $"{what} of exactly {min}" : $"{what} from {min} to {max}"
            : min > -Largest ? $"{what} of at least {min}" : what;
        var start = $"read {Quote(field)}, expected {range}";
        if (TryParse(field, out var value)) return $"{start}; nearest {Math.Clamp(value, min, max)}";
        if (IsDigits(field)) return field[0] == '-' ? $"{start}; nearest {min}" : max < Largest ? $"{start}; nearest {max}" : $"{start} and at most 2^62";
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && Math.Abs(real) < 1e15)
            return $"{start}, a whole number; nearest {Math.Clamp((long)Math.Round(real), min, max)}";
        return $"{start}, a whole number";
    }

    /// <summary>The field in quotes, shortened and without control characters, fit for a one-line message.</summary>
    public static string Quote(ReadOnlySpan<byte> field)
    {
        const int Longest = 32;
        var text = Encoding.UTF8.GetString(field.Length > 4 * Longest ? field[..(4 * Longest)] : field);
        var cut = text.Length > Longest ? text[..Longest] + "..." : text;
        return $"'{string.Create(cut.Length, cut, static (to, from) => { for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? ' ' : from[i]; })}'";
    }

    private static bool IsDigits(ReadOnlySpan<byte> field)
    {
        var digits = field.Length > 0 && field[0] is (byte)'-' or (byte)'+' ? field[1..] : field;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
