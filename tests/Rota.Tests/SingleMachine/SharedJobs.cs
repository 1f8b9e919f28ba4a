using Rota.SingleMachine;
using Rota.SingleMachine.Formats;

namespace Rota.Tests.SingleMachine;

/// <summary>The published sets with their optima, null when the shared data are absent.</summary>
internal static class SharedJobs
{
    public static List<(TardinessProblem Problem, long Optimum)>? Read(string set)
    {
        if (SharedData.Find($"classical/smtt/smtt-{set}.csv.gz") is not { } path) return null;
        var problems = TardinessFiles.Read(path);
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress));
        var names = reader.ReadLine()!.Split(',');
        var column = Array.IndexOf(names, "optimal_tardiness");
        return [.. problems.Select(problem => (problem, long.Parse(reader.ReadLine()!.Split(',')[column], System.Globalization.CultureInfo.InvariantCulture)))];
    }
}
