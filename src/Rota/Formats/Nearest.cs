namespace Rota.Formats;

/// <summary>Finds what a misspelt word was probably meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate closest to <paramref name="word"/>, case ignored; the first of several equally close. Null when none is close: more than a third of
    /// the longer word would have to change, and more than two letters.
    /// </summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var longer = Math.Max(word.Length, candidate.Length);
            // Equal letters are at most as many as the shorter word has: most candidates need no table.
            if (Math.Abs(word.Length - candidate.Length) >= least) continue;
            var distance = Distance(word, candidate);
            if (distance >= least || distance > Math.Max(2, longer / 3) || distance >= longer) continue;
            least = distance;
            best = candidate;
        }
        return best;
    }

    /// <summary>The closing words of an error: <c>"; did you mean 'x'?"</c>, or nothing when no candidate is close.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        Of(word, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>
    /// How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn one word into the other, case ignored
    /// (Damerau 1964, Levenshtein 1966; the restricted form, no letter edited twice). Words are compared by their first 64 letters.
    /// </summary>
    public static int Distance(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        const int Longest = 64;
        if (from.Length > Longest) from = from[..Longest];
        if (to.Length > Longest) to = to[..Longest];
        Span<int> twoAbove = stackalloc int[Longest + 1], above = stackalloc int[Longest + 1], row = stackalloc int[Longest + 1];
        for (var k = 0; k <= to.Length; k++) row[k] = k;
        for (var i = 1; i <= from.Length; i++)
        {
            var oldest = twoAbove;
            twoAbove = above;
            above = row;
            row = oldest;
            row[0] = i;
            for (var k = 1; k <= to.Length; k++)
            {
                var change = Same(from[i - 1], to[k - 1]) ? 0 : 1;
                row[k] = Math.Min(Math.Min(above[k], row[k - 1]) + 1, above[k - 1] + change);
                if (i > 1 && k > 1 && Same(from[i - 1], to[k - 2]) && Same(from[i - 2], to[k - 1]))
                    row[k] = Math.Min(row[k], twoAbove[k - 2] + 1);
            }
        }
        return row[to.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
