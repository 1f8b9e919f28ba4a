using System.Formats.Tar;
using System.IO.Compression;
using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Formats;

namespace Rota.Tests.Projects;

/// <summary>Public instances in their archives, and their best known makespans; absent where the shared data is.</summary>
internal static class SharedProjects
{
    public const string Missing = "shared/data/classical is absent";

    public static bool Exist => SharedData.Find("classical/best-known.csv") is not null;

    public static IEnumerable<ProjectProblem> Read(string archive)
    {
        using var packed = File.OpenRead(SharedData.Find("classical/" + archive)!);
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        while (tar.GetNextEntry() is { } entry)
            if (entry.DataStream is { } stream) yield return ProjectFiles.Read(TextInput.Read(stream, entry.Name)).Single();
    }

    /// <summary>Lower bound, best makespan and length of the critical path by set and instance; -1 where the list has none.</summary>
    public static Dictionary<(string Set, string Instance), (int Bound, int Best, int CriticalPath)> BestKnown() =>
        File.ReadLines(SharedData.Find("classical/best-known.csv")!).Skip(1).Select(line => line.Split(','))
            .ToDictionary(f => (f[0], f[1]), f => (Number(f[2]), Number(f[3]), Number(f[4])));

    private static int Number(string text) => int.TryParse(text, out var value) ? value : -1;
}
