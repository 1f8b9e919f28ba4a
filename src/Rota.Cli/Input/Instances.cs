using System.Collections.Immutable;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;

namespace Rota.Cli.Input;

/// <summary>A shop, and where to find it again: a name, a file's full path, or <c>FILE#NAME</c>.</summary>
internal sealed record Instance(ShopProblem Problem, string Source);

/// <summary>Instances by file or by name. A file that exists wins over a name.</summary>
internal static class Instances
{
    private const string StandardInput = "-";

    public static IEnumerable<string> Names => TaillardShops.Names;

    /// <summary>True when there is something to read.</summary>
    public static bool Exists(string fileOrName) => Path.Exists(fileOrName) || Path.Exists(FileOf(fileOrName)) || TaillardShops.Knows(fileOrName);

    /// <summary>The one instance that is meant; of a file with several, the one of this name.</summary>
    /// <exception cref="RotaException">There is none, it cannot be read, or several are and none is named.</exception>
    public static Instance One(string fileOrName, ShopReadOptions? reading = null, string? name = null)
    {
        var all = Many(fileOrName, reading, name);
        if (all.Length == 1) return all[0];
        var names = string.Join(", ", all.Take(5).Select(instance => instance.Problem.Name));
        throw new RotaException(
            $"{fileOrName} has {all.Length} instances ({names}{(all.Length > 5 ? ", ..." : "")}); choose one: {fileOrName}#{all[0].Problem.Name}");
    }

    /// <summary>The instance of a name where the file has several, else the only one, whatever its name.</summary>
    public static Instance Like(string fileOrName, ShopReadOptions reading, string name)
    {
        var all = Many(fileOrName, reading);
        return all.Length == 1 ? all[0] : One(fileOrName, reading, name);
    }

    /// <summary>Every instance of a file, or the one of this name.</summary>
    public static ImmutableArray<Instance> Many(string fileOrName, ShopReadOptions? reading = null, string? name = null)
    {
        if (fileOrName != StandardInput && !Path.Exists(fileOrName) && !Path.Exists(FileOf(fileOrName))) return [Named(fileOrName, name)];
        if (Directory.Exists(fileOrName)) throw new RotaException($"{fileOrName} is a folder, expected an instance file or a name");
        var problems = ShopFiles.Read(fileOrName, (reading ?? ShopReadOptions.Default) with { InstanceName = name });
        var file = fileOrName == StandardInput ? StandardInput : Path.GetFullPath(Path.Exists(fileOrName) ? fileOrName : FileOf(fileOrName));
        var several = problems.Length > 1 || name is not null || !Path.Exists(fileOrName);
        return [.. problems.Select(problem => new Instance(problem, several && file != StandardInput ? $"{file}#{problem.Name}" : file))];
    }

    private static Instance Named(string name, string? member)
    {
        if (TaillardShops.Knows(name))
        {
            return member is null ? new(TaillardShops.Create(name), name)
                : throw new RotaException($"{name} is one instance, --instance {member} chooses nothing in it");
        }
        if (name.AsSpan().IndexOfAny("/\\.") < 0)
            throw new RotaException($"there is no file and no instance '{name}'{Suggestion.NearestOnly(name, [.. Names, .. Files(".")])}; names are ta01 to ta80");
        throw new RotaException($"there is no file {name}{Suggestion.NearestOnly(Path.GetFileName(name), Files(Path.GetDirectoryName(name)))}");
    }

    private static string FileOf(string source) => source.LastIndexOf('#') is var mark and > 0 ? source[..mark] : source;

    private static string[] Files(string? folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(string.IsNullOrEmpty(folder) ? "." : folder).Take(1000).Select(file => Path.GetFileName(file))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
