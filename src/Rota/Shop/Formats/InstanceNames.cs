using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>Names of instances: from the file where the format has none, one each where it has several.</summary>
internal static class InstanceNames
{
    private static readonly string[] Endings =
        ["gz", "txt", "dat", "data", "jsp", "jss", "fjs", "json", "jsonl", "standard", "taillard", "reentrant", "flexible", "jsplib", "rota"];

    /// <summary>ft06 for data/ft06.standard.txt: the file's name without the endings that only tell a format.</summary>
    public static string OfFile(string path)
    {
        if (path == "-") return "stdin";
        var name = Path.GetFileName(path);
        while (name.LastIndexOf('.') is var dot and > 0 && Endings.Contains(name[(dot + 1)..], StringComparer.OrdinalIgnoreCase)) name = name[..dot];
        return name.Length == 0 ? "shop" : name;
    }

    /// <summary>Refuses a name that came before, or is too long for a line.</summary>
    public static void Claim(HashSet<string> names, string name, Func<string, InputException> error)
    {
        if (name.Length > 100) throw error($"instance '{name[..32]}...', expected a name of at most 100 letters");
        if (!names.Add(name)) throw error($"instance '{name}' comes twice, expected a name for each");
    }

    /// <summary>Why the names of a problem, and of its jobs where these are kept, cannot be written; null when they can.</summary>
    public static string? Refusal(ShopProblem problem, bool jobs = false)
    {
        if (!Fits(problem.Name)) return "names longer than 100 letters or with control characters";
        return jobs && !problem.Jobs.All(job => Fits(job.Name)) ? "jobs with names longer than 100 letters or with control characters" : null;
    }

    /// <summary>The one instance of this name; upper and lower case may differ when that leaves no doubt.</summary>
    public static ShopProblem Select(ImmutableArray<ShopProblem> problems, string name, string file)
    {
        foreach (var problem in problems)
            if (problem.Name == name) return problem;
        var alike = problems.Where(problem => problem.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (alike.Length == 1) return alike[0];
        throw Unknown(file, name, problems.Select(problem => problem.Name).ToArray());
    }

    /// <summary>The fault of a name that a file does not have.</summary>
    public static InputException Unknown(string file, string name, IReadOnlyCollection<string> names) =>
        new(file, $"has no instance '{name}', expected {(names.Count == 1 ? "" : $"one of {names.Count}: ")}{string.Join(", ", names.Take(5))}"
            + (names.Count > 5 ? ", ..." : "") + Nearest.Hint(name, names));

    private static bool Fits(string name) => name.Length <= 100 && !name.Any(char.IsControl);
}
