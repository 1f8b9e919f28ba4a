using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Rota.Shop;

namespace Rota.Tests.Shop.Solvers;

/// <summary>The shared benchmark shops, by name.</summary>
internal static class SharedShops
{
    /// <summary>Every shop of a set, null when the data is absent.</summary>
    public static Dictionary<string, ShopProblem>? Read(string set)
    {
        if (SharedData.Find($"shop/jsp_{set}.jsonl.gz") is not { } path) return null;
        var shops = new Dictionary<string, ShopProblem>();
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var name = root.GetProperty("name").GetString()!;
            var jobs = root.GetProperty("ops").EnumerateArray().Select((job, j) => new ShopJob($"{j}", Operations(job)));
            shops.Add(name, new(name, root.GetProperty("machines").GetInt32(), [.. jobs]));
        }
        return shops;
    }

    private static ImmutableArray<Operation> Operations(JsonElement job)
    {
        var numbers = job.EnumerateArray().Select(x => x.GetInt64()).ToArray();
        return [.. numbers.Chunk(2).Select(pair => new Operation((int)pair[0], pair[1]))];
    }
}
