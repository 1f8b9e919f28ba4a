using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Rota.Shop;
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
        return files.Count > 0 ? files.SelectMany(ReadFile) : TaillardShops.Names.Select(TaillardShops.Create);
    }

    private static IEnumerable<ShopProblem> ReadFile(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var jobs = root.GetProperty("ops").EnumerateArray().Select((job, j) => new ShopJob($"{j}", Operations(job)));
            yield return new(root.GetProperty("name").GetString()!, root.GetProperty("machines").GetInt32(), [.. jobs], origin: path);
        }
    }

    private static ImmutableArray<Operation> Operations(JsonElement job) =>
        [.. job.EnumerateArray().Select(number => number.GetInt64()).Chunk(2).Select(pair => new Operation((int)pair[0], pair[1]))];
}
