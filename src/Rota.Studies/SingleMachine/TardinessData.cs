using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Rota.Formats;
using Rota.SingleMachine;

namespace Rota.Studies.SingleMachine;

/// <summary>The published tardiness sets with their optima, from the data that lies beside a checkout; see <see cref="StudyData"/>.</summary>
public static class TardinessData
{
    private const string Folder = "classical/smtt";

    /// <summary>The sets of the article, in the order of its table.</summary>
    public static ImmutableArray<string> Sets { get; } = ["20-uniform", "20-normal", "100", "200", "500"];

    /// <summary>The instances of a set, in order of the file; null when the data are absent.</summary>
    /// <exception cref="InputException">The file is not what it should be.</exception>
    public static ImmutableArray<TardinessInstance>? Read(string set)
    {
        if (StudyData.Find($"{Folder}/smtt-{set}.csv.gz") is not { } path) return null;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var published = Published(set);
        var instances = ImmutableArray.CreateBuilder<TardinessInstance>();
        _ = reader.ReadLine();
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            try
            {
                var f = line.Split(',');
                var (range, tightness, k) = (Real(f[1]), Real(f[2]), int.Parse(f[3], CultureInfo.InvariantCulture));
                var optimum = Whole(f[4]);
                instances.Add(new(set, range, tightness, k, optimum, published?[(range, tightness, k)] ?? optimum, Problem($"{set}-{f[1]}-{f[2]}-{f[3]}", f[5], f[6])));
            }
            catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException or KeyNotFoundException)
            {
                throw new InputException(path, number, 0, "not an instance: expected n,rdd,tf,k,optimal_tardiness,p,d");
            }
        }
        return instances.ToImmutable();
    }

    // The set drawn from a normal distribution holds processing times of 0 and below.
    private static TardinessProblem Problem(string name, string lengths, string dues)
    {
        var p = lengths.Split(' ').Select(Whole).ToArray();
        var d = dues.Split(' ').Select(Whole).ToArray();
        return TardinessProblem.AsPublished(name, [.. p.Select((length, j) => new TardinessJob($"{j + 1}", length, d[j]))]);
    }

    private static Dictionary<(double, double, int), long>? Published(string set)
    {
        if (set != "500" || StudyData.Find($"{Folder}/smtt-500-published-optima.csv") is not { } path) return null;
        return File.ReadLines(path).Skip(1).Select(line => line.Split(','))
            .ToDictionary(f => (Real(f[0]), Real(f[1]), int.Parse(f[2], CultureInfo.InvariantCulture)), f => Whole(f[3]));
    }

    private static double Real(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
