namespace Rota.Cli.Input;

/// <summary>The end of a message about an unknown word: the nearest valid one, or the valid ones when they are few.</summary>
internal static class Suggestion
{
    private const int Few = 6;

    public static string Of(string word, IEnumerable<string> candidates)
    {
        var all = candidates.ToList();
        return Nearest(word, all) is { } near ? $", did you mean '{near}'?"
            : all.Count <= Few ? $", expected {string.Join(", ", all)}"
            : $", expected {string.Join(", ", all.Take(Few))}, ...";
    }

    /// <summary>The same without a list when nothing is near.</summary>
    public static string NearestOnly(string word, IReadOnlyList<string> candidates) => Nearest(word, candidates) is { } near ? $", did you mean '{near}'?" : "";

    private static string? Nearest(string word, IReadOnlyList<string> candidates) =>
        candidates.FirstOrDefault(c => c.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
