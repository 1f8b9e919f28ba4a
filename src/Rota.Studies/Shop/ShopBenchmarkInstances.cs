using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;

namespace Rota.Studies.Shop;

/// <summary>The public job shops to benchmark on.</summary>
public static class ShopBenchmarkInstances
{
    private static readonly string[] Sets = ["la", "ta", "dmu", "tai", "dct", "swv", "abz", "orb", "yn", "ft", "bel"];

    /// <summary>The instances of the files; without files those that lie beside the checkout (see <see cref="StudyData"/>), or ta01-80 from their generator.</summary>
    public static IEnumerable<ShopProblem> Read(IReadOnlyCollection<string> files)
    {
        if (files.Count == 0) files = [.. Sets.Select(set => StudyData.Find($"shop/jsp_{set}.jsonl.gz")).OfType<string>()];
        return files.Count > 0 ? files.SelectMany(file => ShopFiles.Read(file)) : TaillardShops.Names.Select(TaillardShops.Create);
    }
}
