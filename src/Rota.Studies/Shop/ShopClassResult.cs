using System.Collections.Immutable;
using System.Globalization;
using Rota.Shop.BestKnown;
using Rota.Statistics;

namespace Rota.Studies.Shop;

/// <summary>The results of a class, or of a whole set, of instances. Gaps in percent above the best known makespan.</summary>
public sealed class ShopClassResult
{
    private readonly ImmutableArray<ShopBenchmarkRow> rows;
    private readonly ImmutableArray<string> solvers;

    private ShopClassResult(string name, ImmutableArray<ShopBenchmarkRow> rows, ShopBenchmarkOptions options, PublishedResults published)
    {
        (Name, this.rows, solvers) = (name, rows, options.Solvers);
        var names = rows.Select(row => row.Instance).Distinct().ToArray();
        Instances = names.Length;
        Target = ShopClass.TargetOf(rows[0].Set);
        Published = PublishedResults.Engines.ToImmutableDictionary(engine => engine, engine => published.MeanGap(engine, names) * 100);
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>Instances measured.</summary>
    public int Instances { get; }

    /// <summary>The mean gap the set is to reach, null when none is set.</summary>
    public double? Target { get; }

    /// <summary>Mean gaps of published engines on the same instances, null where they or the data are absent.</summary>
    public ImmutableDictionary<string, double?> Published { get; }

    internal static ShopClassResult Of(string name, ImmutableArray<ShopBenchmarkRow> rows, ShopBenchmarkOptions options, PublishedResults published) =>
        new(name, rows, options, published);

    /// <summary>Mean gap of a solver over instances and seeds; null when it has no result or missed an answer.</summary>
    public double? MeanGap(string solver)
    {
        var gaps = rows.Where(row => row.Solver == solver).Select(Gap).ToArray();
        return gaps.Length == 0 || Array.Exists(gaps, gap => gap is null) ? null : gaps.Average();
    }

    /// <summary>Runs of a solver that proved their answer optimal, of all its runs.</summary>
    public string Proved(string solver)
    {
        var own = rows.Where(row => row.Solver == solver).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{own.Count(row => row.Outcome == "optimal")}/{own.Length}");
    }

    /// <summary>The first solver against each other, on the instances and seeds both ran.</summary>
    public IEnumerable<(string Other, PairedComparison Comparison, string Text)> Comparisons(string first)
    {
        foreach (var other in solvers)
        {
            if (other == first) continue;
            var pairs = rows.Where(row => row.Solver == first)
                .Join(rows.Where(row => row.Solver == other), row => (row.Instance, row.Seed), row => (row.Instance, row.Seed), (a, b) => (A: Gap(a), B: Gap(b)))
                .Where(pair => pair.A is not null && pair.B is not null).ToArray();
            if (pairs.Length == 0) continue;
            var comparison = PairedComparison.Of([.. pairs.Select(pair => pair.A!.Value)], [.. pairs.Select(pair => pair.B!.Value)]);
            yield return (other, comparison, Text(comparison));
        }
    }

    private static string Text(PairedComparison comparison)
    {
        var word = comparison.Verdict switch
        {
            PairedVerdict.FirstBetter => "ahead",
            PairedVerdict.SecondBetter => "behind",
            _ => "cannot tell",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{word} ({comparison.FirstWins} better, {comparison.SecondWins} worse of {comparison.Pairs})");
    }

    private static double? Gap(ShopBenchmarkRow row) =>
        row.Objective is { } makespan && BestKnownBounds.Find(row.Instance) is { } known ? known.Gap(makespan) * 100 : null;
}
