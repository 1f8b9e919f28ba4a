using System.Collections.Immutable;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Formats;

namespace Rota.Studies.Projects;

/// <summary>The public sets of project instances that lie beside a checkout (see <see cref="StudyData"/>), and the best makespans known of them.</summary>
public static class ProjectSets
{
    private const string Folder = "classical";

    // j90 is not among the shared data; its published figures stand in the docs alone.
    private static readonly (string Name, string Archive, string Within)[] Archives =
    [
        ("j30", "psplib/j30.sm.tar.gz", ""),
        ("j60", "psplib/j60.sm.tar.gz", ""),
        ("j120", "psplib/j120.sm.tar.gz", ""),
        ("patterson", "psplib/patterson.rcp.tar.gz", ""),
        ("CV", "psplib/cv-hard.rcp.tar.gz", ""),
        ("RG300", "psplib/rg300-48.rcp.tar.gz", ""),
        ("mm-j10", "mm/j10.mm.tar.gz", ""),
        ("mm-j30", "mm/j30.mm.tar.gz", ""),
        ("MMLIB50", "mm/mmlib50-108.mm.tar.gz", ""),
        ("max-j10", Max, "j10/"),
        ("max-j20", Max, "j20/"),
        ("max-j30", Max, "j30/"),
        ("max-ubo10", Max, "ubo10/"),
        ("max-ubo20", Max, "ubo20/"),
        ("max-ubo50", Max, "ubo50/"),
    ];

    private const string Max = "rcpspmax/j10-j20-j30-ubo10-ubo20-ubo50.sch.tar.gz";

    /// <summary>Names of all sets; those of projects with maximal lags begin with "max-", those with modes with "mm-" or "MMLIB".</summary>
    public static ImmutableArray<string> All { get; } = [.. Archives.Select(archive => archive.Name)];

    /// <summary>The instances of a set in the order of their names' numbers; null when the data is absent.</summary>
    /// <exception cref="RotaException">No such set; the message names the nearest.</exception>
    public static ImmutableArray<ProjectProblem>? Read(string set)
    {
        var (name, archive, within) = Archives.FirstOrDefault(entry => entry.Name.Equals(set, StringComparison.OrdinalIgnoreCase));
        if (name is null) throw new RotaException($"unknown set '{set}', expected one of {string.Join(", ", All)}{Nearest.Hint(set, All)}");
        if (StudyData.Find($"{Folder}/{archive}") is not { } path) return null;
        using var packed = File.OpenRead(path);
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        var problems = new List<ProjectProblem>();
        while (tar.GetNextEntry() is { } entry)
            if (entry.DataStream is { } stream && (within.Length == 0 || entry.Name.Contains(within, StringComparison.Ordinal)))
                problems.AddRange(ProjectFiles.Read(TextInput.Read(stream, entry.Name)));
        return [.. problems.OrderBy(problem => Key(problem.Name), StringComparer.Ordinal)];
    }

    /// <summary>Best known values by instance of a set; empty when the data is absent.</summary>
    public static IReadOnlyDictionary<string, ProjectBestKnown> BestKnown(string set)
    {
        var max = set.StartsWith("max-", StringComparison.OrdinalIgnoreCase);
        if (StudyData.Find(max ? $"{Folder}/rcpspmax/best-known.csv" : $"{Folder}/best-known.csv") is not { } path) return new Dictionary<string, ProjectBestKnown>();
        var wanted = max ? set[4..] : set;
        return File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Where(f => f[0].Equals(wanted, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(f => InstanceNames.OfFile(f[1], f[1]), f => new ProjectBestKnown(Number(f[2]), Number(f[3]), f.Length > 4 ? Number(f[4]) : null, f[3] == "infeasible"));
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Numbers padded, so that j301_2 comes before j301_10.</summary>
    private static string Key(string name) =>
        string.Concat(name.Split('_').Select(part => part.TrimEnd("0123456789".ToCharArray()) is var head ? head + part[head.Length..].PadLeft(8, '0') : part));
}
