namespace Rota.Rendering;

/// <summary>Colours by perceived lightness, chroma and hue (Ottosson 2020), converted to sRGB.</summary>
internal static class Oklch
{
    /// <summary>The colour as #rrggbb; chroma is lowered until the colour can be shown.</summary>
    /// <param name="lightness">0 black to 1 white.</param>
    /// <param name="chroma">0 grey; up to about 0.3.</param>
    /// <param name="hue">Degrees.</param>
    public static string ToHex(double lightness, double chroma, double hue)
    {
        for (; ; chroma -= 0.004)
        {
            var (red, green, blue) = ToLinear(lightness, Math.Max(0, chroma), hue * Math.PI / 180);
            if (chroma <= 0 || (Shown(red) && Shown(green) && Shown(blue))) return $"#{Channel(red):x2}{Channel(green):x2}{Channel(blue):x2}";
        }
    }

    private static (double Red, double Green, double Blue) ToLinear(double lightness, double chroma, double hue)
    {
        var (a, b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
        var l = Cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        var m = Cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        var s = Cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double Cube(double x) => x * x * x;

    private static bool Shown(double channel) => channel is >= 0 and <= 1;

    private static int Channel(double linear)
    {
        var x = Math.Clamp(linear, 0, 1);
        return (int)Math.Round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * Math.Pow(x, 1 / 2.4) - 0.055));
    }
}
