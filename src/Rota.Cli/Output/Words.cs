using System.Globalization;

namespace Rota.Cli.Output;

/// <summary>Names of things as the tool prints and reads them.</summary>
internal static class Words
{
    /// <summary>The objective in a sentence: "total weighted tardiness".</summary>
    public static string Spoken(string objective) => objective.Replace('-', ' ');

    /// <summary>A share as a percentage with one digit: 0.0123 is "1.2 %".</summary>
    public static string Percent(double? share, int digits = 1) =>
        share is { } value ? (value * 100).ToString("F" + digits, CultureInfo.InvariantCulture) + " %" : "-";

    public static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "F2" : "F1", CultureInfo.InvariantCulture) + " s";

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
