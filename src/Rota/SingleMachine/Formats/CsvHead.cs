using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>The line of names of a table of comma-separated values, looked at without complaint.</summary>
internal static class CsvHead
{
    /// <summary>The names; null when the text does not begin with such a line.</summary>
    public static IReadOnlyList<string>? Names(TextInput input)
    {
        if (input.LooksLikeJson) return null;
        try
        {
            var columns = new CsvText(input).Columns;
            return columns.Length >= 2 ? columns : null;
        }
        catch (InputException)
        {
            return null;
        }
    }
}
