using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>A date and time of day: <c>2023-11-16 18:15:46.6805900</c>, also with T, with a zone (<c>+00:00</c>, <c>Z</c>), or without decimals.</summary>
internal static class DatedStamp
{
    /// <summary>The stamp in ticks of 100 ns.</summary>
    /// <exception cref="InputException">It is no such stamp.</exception>
    public static long Read(CsvText csv, int column)
    {
        var cell = csv.Cell(column);
        return TryRead(cell, out var ticks) ? ticks
            : throw csv.Error(column, $"read {FieldNumber.Quote(cell)}, expected a date and time such as 2023-11-16 18:15:46.6805900");
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)' ' or (byte)'T') || text[13] != ':' || text[16] != ':') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;
        if (!Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).Ticks;
        text = text[19..];
        if (text is [(byte)'.', ..])
        {
            var end = 1;
            for (var unit = TimeSpan.TicksPerSecond / 10; end < text.Length && char.IsAsciiDigit((char)text[end]); end++, unit /= 10) ticks += (text[end] - '0') * unit;
            if (end == 1) return false;
            text = text[end..];
        }
        return text.IsEmpty || text is [(byte)'Z'] || Zone(text, ref ticks);
    }

    private static bool Zone(ReadOnlySpan<byte> text, ref long ticks)
    {
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':') return false;
        if (!Digits(text[1..3], out var hours) || !Digits(text[4..6], out var minutes) || hours > 14 || minutes > 59) return false;
        var offset = ((hours * 60) + minutes) * TimeSpan.TicksPerMinute;
        ticks -= text[0] == '+' ? offset : -offset;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit((char)letter)) return false;
            value = (value * 10) + letter - '0';
        }
        return true;
    }
}
