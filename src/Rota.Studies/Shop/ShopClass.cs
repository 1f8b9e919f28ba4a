using System.Globalization;
using Rota.Shop;

namespace Rota.Studies.Shop;

/// <summary>A class of benchmark shops that are reported together.</summary>
/// <param name="Name">Set and size, jobs x machines.</param>
/// <param name="Set">The set the targets speak of: la, ta, dmu01-40, dmu41-80, tai 100x100, dct-long-100, ...</param>
/// <param name="Order">Place in tables.</param>
public sealed record ShopClass(string Name, string Set, int Order)
{
    private static readonly Dictionary<string, double> Targets = new()
    {
        ["la"] = 0.1,
        ["ta"] = 1.0,
        ["dmu01-40"] = 1.5,
        ["dmu41-80"] = 5.0,
        ["tai 100x100"] = 7.0,
        ["dct-long-100"] = 0.0,
    };

    /// <summary>The class of an instance by its name and size; null when it belongs to none of the public sets.</summary>
    public static ShopClass? Of(ShopProblem problem)
    {
        var digits = problem.Name.AsSpan().IndexOfAnyInRange('0', '9');
        var underscore = problem.Name.IndexOf('_', StringComparison.Ordinal);
        var set = problem.Name[..(underscore > 0 ? underscore : Math.Max(0, digits))];
        var size = $"{problem.Jobs.Length}x{problem.MachineCount}";
        return set switch
        {
            "la" or "ft" or "abz" or "orb" or "yn" or "swv" or "bel" => new(set, set, set == "la" ? 0 : 1),
            "ta" => new($"ta {size}", set, 100 + Size(problem)),
            "dmu" when Number(problem.Name, digits) <= 40 => new($"dmu01-40 {size}", "dmu01-40", 1_000_000 + Size(problem)),
            "dmu" => new($"dmu41-80 {size}", "dmu41-80", 2_000_000 + Size(problem)),
            "tai" => new($"tai {size}", $"tai {size}", 10_000_000 + Size(problem)),
            _ when problem.Name.StartsWith("dct", StringComparison.Ordinal) => new(Dct(problem.Name), Dct(problem.Name), 30_000_000),
            _ => null,
        };
    }

    /// <summary>The mean gap to the best known makespans that a set is to reach in 60 s on 2 cores, in percent; null when none is set.</summary>
    public static double? TargetOf(string set) => Targets.TryGetValue(set, out var target) ? target : null;

    // Fewer jobs first, then fewer machines.
    private static int Size(ShopProblem problem) => (problem.Jobs.Length * 1000) + problem.MachineCount;

    private static int Number(string name, int digits) => int.Parse(name.AsSpan(digits), CultureInfo.InvariantCulture);

    private static string Dct(string name) => string.Join('-', name.Split('-').Take(3));
}
