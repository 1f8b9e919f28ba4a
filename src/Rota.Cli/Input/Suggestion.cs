using Rota.Formats;

namespace Rota.Cli.Input;

/// <summary>The end of a message about an unknown word: the nearest valid one, or the valid ones when none is near.</summary>
internal static class Suggestion
{
    private const int Few = 12;

    public static string Of(string word, IEnumerable<string> candidates)
    {
        var all = candidates.ToList();
        if (NearestOnly(word, all) is { Length: > 0 } near) return near;
        return all.Count <= Few ? $", expected {string.Join(", ", all)}" : $", expected {string.Join(", ", all.Take(Few))}, ...";
    }

    /// <summary>The same without a list when nothing is near.</summary>
    public static string NearestOnly(string word, IReadOnlyList<string> candidates) =>
        (word.Length >= 2 ? candidates.FirstOrDefault(c => c.StartsWith(word, StringComparison.OrdinalIgnoreCase)) : null) is { } longer
            ? $"; did you mean '{longer}'?"
            : Nearest.Hint(word, candidates);
}
