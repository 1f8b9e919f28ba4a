namespace Rota.Rendering;

/// <summary>
/// Colours of works: hues a golden angle apart in three lightnesses of OKLCH, light enough to carry dark text and to stand out on a dark page, strong
/// enough to stand out on a white one.
/// </summary>
internal static class WorkPalette
{
    private const int Count = 48;
    private const double GoldenAngle = 137.50776405;
    private const double FirstHue = 255;

    /// <summary>All colours as #rrggbb; work w takes colour w modulo their number.</summary>
    public static IReadOnlyList<string> Colors { get; } = [.. Enumerable.Range(0, Count).Select(Create)];

    /// <summary>The colour of a work.</summary>
    public static string Of(int work) => Colors[work % Count];

    private static string Create(int index)
    {
        var lightness = (index % 3) switch { 0 => 0.74, 1 => 0.82, _ => 0.66 };
        return Oklch.ToHex(lightness, 0.125, FirstHue + index * GoldenAngle);
    }
}
