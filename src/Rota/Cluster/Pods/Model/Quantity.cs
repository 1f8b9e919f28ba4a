using System.Globalization;

namespace Rota.Cluster.Pods;

/// <summary>
/// Kubernetes quantities: a decimal number with a decimal suffix (n, u, m, k, M, G, T, P, E), a binary one (Ki to Ei) or an exponent (1e3). Read exactly, rounded up, never
/// through floating point.
/// </summary>
public static class Quantity
{
    /// <summary>The largest value that is taken, in the unit asked for: 2^62.</summary>
    public const long Largest = 1L << 62;

    /// <summary>What a reader expects, in words.</summary>
    public const string Expected = "a quantity such as 100m, 1.5, 64Mi or 129e6";

    /// <summary>The value in thousandths, rounded up; for CPU and shares of devices.</summary>
    public static bool TryMilli(ReadOnlySpan<char> text, out long milli) => TryParse(text, 3, out milli);

    /// <summary>The value in whole units, rounded up; for bytes and counts.</summary>
    public static bool TryUnits(ReadOnlySpan<char> text, out long units) => TryParse(text, 0, out units);

    /// <summary>A number of thousandths as Kubernetes writes it: 1500 is "1500m", 2000 is "2".</summary>
    public static string OfMilli(long milli) => milli % 1000 == 0 ? (milli / 1000).ToString(CultureInfo.InvariantCulture) : milli.ToString(CultureInfo.InvariantCulture) + "m";

    /// <summary>A number of bytes with the largest binary suffix that divides it: 67108864 is "64Mi".</summary>
    public static string OfBytes(long bytes)
    {
        var exponent = 0;
        while (exponent < 6 && bytes != 0 && bytes % 1024 == 0) (bytes, exponent) = (bytes / 1024, exponent + 1);
        return bytes.ToString(CultureInfo.InvariantCulture) + (exponent == 0 ? "" : "KMGTPE"[exponent - 1] + "i");
    }

    private static bool TryParse(ReadOnlySpan<char> text, int scale, out long value)
    {
        value = 0;
        var at = text is ['+', ..] ? 1 : 0;
        var (digits, fraction, seen, point) = ((Int128)0, 0, 0, false);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && !point) point = true;
            else if (char.IsAsciiDigit(c))
            {
                // Beyond 30 digits nothing fits, or nothing matters but that it is above 0: neither occurs in earnest.
                if (++seen > 30) return false;
                digits = (digits * 10) + (c - '0');
                fraction += point ? 1 : 0;
            }
            else break;
        }
        if (seen == 0 || !Suffix(text[at..], out var ten, out var two)) return false;
        ten += scale - fraction;
        for (; two > 0; two--) if ((digits *= 2) > (Int128)Largest << 60) return false;
        for (; ten > 0 && digits != 0; ten--) if ((digits *= 10) > (Int128)Largest << 58) return false;
        // Rounding up at every step is the same as rounding up at the end.
        for (; ten < 0 && digits != 0; ten++) digits = (digits + 9) / 10;
        if (digits > Largest) return false;
        value = (long)digits;
        return true;
    }

    private static bool Suffix(ReadOnlySpan<char> suffix, out int ten, out int two)
    {
        (ten, two) = (0, 0);
        switch (suffix)
        {
            case "": return true;
            case "n": ten = -9; return true;
            case "u": ten = -6; return true;
            case "m": ten = -3; return true;
            case "k": ten = 3; return true;
            case "M": ten = 6; return true;
            case "G": ten = 9; return true;
            case "T": ten = 12; return true;
            case "P": ten = 15; return true;
            case "E": ten = 18; return true;
            case "Ki": two = 10; return true;
            case "Mi": two = 20; return true;
            case "Gi": two = 30; return true;
            case "Ti": two = 40; return true;
            case "Pi": two = 50; return true;
            case "Ei": two = 60; return true;
        }
        if (suffix[0] is not ('e' or 'E')) return false;
        var exponent = suffix[1..];
        return exponent is not [] && exponent.Length <= 4 && int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ten) && Math.Abs(ten) <= 60;
    }
}
