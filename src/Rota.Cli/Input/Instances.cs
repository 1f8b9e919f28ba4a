using Rota.Shop;
using Rota.Shop.Generators;

namespace Rota.Cli.Input;

/// <summary>A shop and what the user gave for it: a name, or a file's full path.</summary>
internal sealed record Instance(ShopProblem Problem, string Source);

/// <summary>Instances by file or by name.</summary>
internal static class Instances
{
    public static IEnumerable<string> Names => ["ft06", .. TaillardShops.Names];

    /// <summary>True when the word names an instance that is made here and needs no file.</summary>
    public static bool IsName(string word) => word == "ft06" || TaillardShops.Knows(word);

    /// <summary>True when there is something to read.</summary>
    public static bool Exists(string fileOrName) => IsName(fileOrName) || File.Exists(fileOrName);

    /// <summary>True when a file holds several instances, one of this name.</summary>
    public static bool Holds(string fileOrName, string name) => !IsName(fileOrName) && name.Length == 0;

    /// <summary>Every instance of a file, or the one of this name.</summary>
    public static IEnumerable<Instance> Many(string fileOrName, string? format) => [One(fileOrName, format, null)];

    /// <summary>The one instance that is meant.</summary>
    public static Instance One(string fileOrName, string? format, string? name)
    {
        if (TaillardShops.Knows(fileOrName)) return new(TaillardShops.Create(fileOrName), fileOrName);
        if (Directory.Exists(fileOrName)) throw new RotaException($"{fileOrName} is a folder, expected an instance file or a name");
        if (fileOrName != "ft06") throw new RotaException($"there is no file and no instance '{fileOrName}'{Suggestion.Of(fileOrName, Names)}");
        int[][] rows =
        [
            [2, 1, 0, 3, 1, 6, 3, 7, 5, 3, 4, 6], [1, 8, 2, 5, 4, 10, 5, 10, 0, 10, 3, 4], [2, 5, 3, 4, 5, 8, 0, 9, 1, 1, 4, 7],
            [1, 5, 0, 5, 2, 5, 3, 3, 4, 8, 5, 9], [2, 9, 1, 3, 4, 5, 5, 4, 0, 3, 3, 1], [1, 3, 3, 3, 5, 9, 0, 10, 4, 4, 2, 1],
        ];
        var jobs = rows.Select((row, j) => new ShopJob($"{j}", [.. row.Chunk(2).Select(p => new Operation(p[0], p[1]))]));
        return new(new ShopProblem("ft06", 6, [.. jobs]), "ft06");
    }
}
