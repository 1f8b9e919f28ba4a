using System.Collections.Immutable;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;

namespace Rota.Studies.Shop;

/// <summary>The instances of a benchmark, in an order that gives a fair sample wherever the run is stopped: the first of every class, then the second, ...</summary>
internal static class ShopBenchmarkInstances
{
    private static readonly string[] Sets = ["la", "ta", "dmu", "tai", "dct", "swv", "abz", "orb", "yn", "ft", "bel"];

    public static ImmutableArray<(ShopClass Class, ShopProblem Problem)> Of(ShopBenchmarkOptions options) =>
        [.. Read(options)
            .Select(problem => (Class: ShopClass.Of(problem) ?? new ShopClass("other", "other", int.MaxValue), Problem: problem))
            .Where(entry => Wanted(entry.Class, options))
            .GroupBy(entry => entry.Class)
            .SelectMany(group => group.Take(options.PerClass ?? int.MaxValue).Select((entry, i) => (entry.Class, entry.Problem, Round: i)))
            .OrderBy(entry => entry.Round).ThenBy(entry => entry.Class.Order)
            .Select(entry => (entry.Class, entry.Problem))];

    private static bool Wanted(ShopClass group, ShopBenchmarkOptions options) => options.Classes.IsEmpty
        ? ShopClass.TargetOf(group.Set) is not null || !options.Files.IsEmpty
        : options.Classes.Any(prefix => group.Name.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<ShopProblem> Read(ShopBenchmarkOptions options)
    {
        if (!options.Files.IsEmpty) return options.Files.SelectMany(file => ShopFiles.Read(file));
        var files = Sets.Select(set => StudyData.Find($"shop/jsp_{set}.jsonl.gz")).OfType<string>().ToArray();
        return files.Length > 0 ? files.SelectMany(file => ShopFiles.Read(file)) : TaillardShops.Names.Select(TaillardShops.Create);
    }
}
