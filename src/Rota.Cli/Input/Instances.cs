using System.Collections.Immutable;
using Rota.Cli.Planning;
using Rota.Formats;

namespace Rota.Cli.Input;

/// <summary>Instances by file or by name. A file that exists wins over a name.</summary>
internal static class Instances
{
    private const string StandardInput = "-";

    public static IEnumerable<string> Names => PlanDomains.Names;

    /// <summary>True when there is something to read.</summary>
    public static bool Exists(string fileOrName) => Path.Exists(fileOrName) || Path.Exists(FileOf(fileOrName)) || Find(fileOrName) is not null;

    /// <summary>The one instance that is meant; of a file with several, the one of this name.</summary>
    /// <exception cref="RotaException">There is none, it cannot be read, or several are and none is named.</exception>
    public static SourcedInstance One(string fileOrName, PlanReading? reading = null, string? name = null)
    {
        var all = Many(fileOrName, reading, name);
        if (all.Length == 1) return all[0];
        var names = string.Join(", ", all.Take(5).Select(instance => instance.Instance.Name));
        throw new RotaException(
            $"{fileOrName} has {all.Length} instances ({names}{(all.Length > 5 ? ", ..." : "")}); choose one: {fileOrName}#{all[0].Instance.Name}");
    }

    /// <summary>The instance of a name where the file has several, else the only one, whatever its name.</summary>
    public static SourcedInstance Like(string fileOrName, PlanReading reading, string name)
    {
        var all = Many(fileOrName, reading);
        return all.Length == 1 ? all[0] : One(fileOrName, reading, name);
    }

    /// <summary>Every instance of a file, or the one of this name.</summary>
    public static ImmutableArray<SourcedInstance> Many(string fileOrName, PlanReading? reading = null, string? name = null)
    {
        if (fileOrName != StandardInput && !Path.Exists(fileOrName) && !Path.Exists(FileOf(fileOrName))) return [Named(fileOrName, name)];
        if (Directory.Exists(fileOrName)) throw new RotaException($"{fileOrName} is a folder, expected an instance file or a name");
        reading ??= PlanReading.Usual;
        var file = fileOrName;
        if (file != StandardInput && !Path.Exists(file) && file.LastIndexOf('#') is var mark and > 0 && mark + 1 < file.Length)
        {
            var member = file[(mark + 1)..];
            if (name is not null && name != member) throw new RotaException($"{file} names an instance, and so does the option: '{name}'; give one");
            (file, name) = (file[..mark], member);
        }
        var problems = PlanDomains.Read(TextInput.Open(file), reading with { Instance = name });
        if (file == StandardInput) return [.. problems.Select(problem => new SourcedInstance(problem, StandardInput))];
        var path = Path.GetFullPath(file);
        return [.. problems.Select(problem => new SourcedInstance(problem, problems.Length > 1 || name is not null ? $"{path}#{problem.Name}" : path))];
    }

    private static SourcedInstance Named(string name, string? member)
    {
        if (Find(name) is { } known)
        {
            return member is null ? new(known, name)
                : throw new RotaException($"{name} is one instance, --instance {member} chooses nothing in it");
        }
        if (name.AsSpan().IndexOfAny("/\\.") < 0)
            throw new RotaException($"there is no file and no instance '{name}'{Suggestion.NearestOnly(name, [.. Names, .. Files(".")])}; names are ta01 to ta80");
        throw new RotaException($"there is no file {name}{Suggestion.NearestOnly(Path.GetFileName(name), Files(Path.GetDirectoryName(name)))}");
    }

    private static IPlanInstance? Find(string name) => PlanDomains.All.Select(domain => domain.Named(name)).FirstOrDefault(found => found is not null);

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
