using System.Collections.Frozen;
using System.Globalization;

namespace Rota.Shop.BestKnown;

/// <summary>
/// Best known makespans of 318 public job shops (ft, la, abz, orb, swv, yn, ta, dmu, tai, dct, bel), with the date they were taken. Compare with nothing but the table's date beside it.
/// </summary>
public static class BestKnownBounds
{
    private const string Resource = "Rota.Shop.BestKnown.best-known.txt";

    private static readonly Lazy<FrozenDictionary<string, BestKnownBound>> Table = new(Load);

    /// <summary>When the bounds were taken, for the header of every report.</summary>
    public static string Date => "August 2026";

    /// <summary>Who tracks them.</summary>
    public static string Source => "JSPLib, ScheduleOpt/benchmarks";

    /// <summary>All bounds, in no particular order.</summary>
    public static IReadOnlyCollection<BestKnownBound> All => Table.Value.Values;

    /// <summary>The bounds of an instance, null when none are known. Case does not matter, and ta01js is ta01.</summary>
    public static BestKnownBound? Find(string name)
    {
        var key = name.ToLowerInvariant();
        if (key.StartsWith("ta", StringComparison.Ordinal) && key.EndsWith("js", StringComparison.Ordinal)) key = key[..^2];
        return Table.Value.TryGetValue(key, out var bound) ? bound : null;
    }

    /// <summary>The bounds of a problem, null when none are known or it is not judged by its makespan.</summary>
    public static BestKnownBound? Find(ShopProblem problem) => problem.Objective == ShopObjective.Makespan ? Find(problem.Name) : null;

    private static FrozenDictionary<string, BestKnownBound> Load()
    {
        using var stream = typeof(BestKnownBounds).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"resource {Resource} is missing");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, BestKnownBound>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var fields = line.Split(' ');
            table.Add(fields[0].ToLowerInvariant(), new(fields[0], Number(fields[1]), Number(fields[2])));
        }
        return table.ToFrozenDictionary();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
