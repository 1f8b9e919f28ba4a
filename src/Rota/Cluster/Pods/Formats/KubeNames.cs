using System.Globalization;
using System.Text;

namespace Rota.Cluster.Pods.Formats;

/// <summary>The syntax of names and labels: RFC 1123 names, label keys with a prefix, label values, names of ports.</summary>
internal static class KubeNames
{
    private const int LongestWord = 63;
    private const int LongestName = 253;

    /// <summary>A name of lower-case letters, digits and '-', at most 63: a namespace, a container.</summary>
    public static bool IsLabel(ReadOnlySpan<char> name) => name.Length is > 0 and <= LongestWord && Ends(name, char.IsAsciiLetterLower) && All(name, c => IsLower(c) || c == '-');

    /// <summary>Such names joined by '.', at most 253 letters: a pod, a node.</summary>
    public static bool IsSubdomain(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestName) return false;
        foreach (var part in name.Split('.'))
            if (name[part] is var word && (word.IsEmpty || !Ends(word, char.IsAsciiLetterLower) || !All(word, c => IsLower(c) || c == '-'))) return false;
        return true;
    }

    /// <summary>The value of a label: empty, or at most 63 letters, digits, '-', '_', '.', with a letter or digit at both ends.</summary>
    public static bool IsValue(ReadOnlySpan<char> value) => value.IsEmpty || IsWord(value);

    /// <summary>The key of a label, a taint, a resource: a word as <see cref="IsValue"/>, with or without "prefix/" before it.</summary>
    public static bool IsKey(ReadOnlySpan<char> key)
    {
        var slash = key.IndexOf('/');
        return slash < 0 ? IsWord(key) : IsSubdomain(key[..slash]) && IsWord(key[(slash + 1)..]);
    }

    /// <summary>The name of a port: at most 15 lower-case letters, digits and single '-', one letter among them.</summary>
    public static bool IsPort(string name) =>
        name.Length is > 0 and <= 15 && IsLabel(name) && name.Any(char.IsAsciiLetterLower) && !name.Contains("--", StringComparison.Ordinal);

    /// <summary>The nearest name that is valid, as the end of an error; empty when nothing is left of it.</summary>
    public static string Hint(string name, bool dots)
    {
        var text = new StringBuilder();
        foreach (var c in name.ToLower(CultureInfo.InvariantCulture)) text.Append(IsLower(c) || (dots && c == '.') ? c : '-');
        var word = text.ToString().Trim('-', '.');
        if (word.Length > (dots ? LongestName : LongestWord)) word = word[..(dots ? LongestName : LongestWord)].Trim('-', '.');
        return (dots ? IsSubdomain(word) : IsLabel(word)) ? $"; nearest valid: '{(word.Length > 40 ? word[..40] + "..." : word)}'" : "";
    }

    private static bool IsWord(ReadOnlySpan<char> word) =>
        word.Length is > 0 and <= LongestWord && Ends(word, char.IsAsciiLetter) && All(word, c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static bool IsLower(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static bool Ends(ReadOnlySpan<char> word, Func<char, bool> letter) =>
        (letter(word[0]) || char.IsAsciiDigit(word[0])) && (letter(word[^1]) || char.IsAsciiDigit(word[^1]));

    private static bool All(ReadOnlySpan<char> word, Func<char, bool> valid)
    {
        foreach (var c in word)
            if (!valid(c)) return false;
        return true;
    }
}
