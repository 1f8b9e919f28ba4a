using System.Collections.Immutable;

namespace Rota.Formats;

/// <summary>Names of instances: from the file where the format has none, one each where it has several.</summary>
public static class InstanceNames
{
    /// <summary>Most letters of a name.</summary>
    public const int Longest = 100;

    private static readonly string[] Endings =
    [
        "gz", "txt", "dat", "data", "csv", "json", "jsonl", "rota", "yaml", "yml",
        "jsp", "jss", "fjs", "standard", "taillard", "reentrant", "flexible", "jsplib",
        "sm", "mm", "rcp", "sch",
    ];

    /// <summary>ft06 for data/ft06.standard.txt: the file's name without the endings that only tell a format; "stdin" for standard input.</summary>
    /// <param name="path">A path, or "-".</param>
    /// <param name="otherwise">The name where nothing is left of the path.</param>
    public static string OfFile(string path, string otherwise)
    {
        if (path == "-") return "stdin";
        var name = Path.GetFileName(path);
        while (name.LastIndexOf('.') is var dot and > 0 && Endings.Contains(name[(dot + 1)..], StringComparer.OrdinalIgnoreCase)) name = name[..dot];
        return name.Length == 0 ? otherwise : name;
    }

    /// <summary>Refuses a name that came before, or is too long for a line.</summary>
    /// <exception cref="InputException">As <paramref name="error"/> makes it.</exception>
    public static void Claim(HashSet<string> names, string name, Func<string, InputException> error)
    {
        if (name.Length > Longest) throw error($"instance '{name[..32]}...', expected a name of at most {Longest} letters");
        if (!names.Add(name)) throw error($"instance '{name}' comes twice, expected a name for each");
    }

    /// <summary>True when a name can be written and read back: not too long, no control characters.</summary>
    public static bool Fits(string name) => name.Length <= Longest && !name.Any(char.IsControl);

    /// <summary>The one instance of this name; upper and lower case may differ when that leaves no doubt.</summary>
    /// <exception cref="InputException">There is none of this name; the nearest is named.</exception>
    public static T Select<T>(ImmutableArray<T> problems, Func<T, string> nameOf, string name, string file)
    {
        foreach (var problem in problems)
            if (nameOf(problem) == name) return problem;
        var alike = problems.Where(problem => nameOf(problem).Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (alike.Length == 1) return alike[0];
        throw Unknown(file, name, problems.Select(nameOf).ToArray());
    }

    /// <summary>The fault of a name that a file does not have.</summary>
    public static InputException Unknown(string file, string name, IReadOnlyCollection<string> names) =>
        new(file, $"has no instance '{name}', expected {(names.Count == 1 ? "" : $"one of {names.Count}: ")}{string.Join(", ", names.Take(5))}"
            + (names.Count > 5 ? ", ..." : "") + Nearest.Hint(name, names));
}
