using System.Globalization;
using System.Text.Json;
using Rota.Cluster.Sharing;
using Rota.Cluster.Sharing.Formats;
using Rota.Cluster.Sharing.Generators;

namespace Rota.Studies.Cluster.Sharing;

/// <summary>The article's workloads and results, where they lie beside the checkout.</summary>
internal static class SharingData
{
    private const string Folder = "cluster/uwfq/";

    /// <summary>The two windows of the Google trace; null when they are absent.</summary>
    public static PoolWorkload? Macro(string name) => StudyData.Find($"{Folder}google_{name}_macro_jobs.csv") is { } path ? SharingFiles.Read(path) : null;

    /// <summary>A synthetic workload with the article's arrivals; drawn by seed 1 when they are absent.</summary>
    public static PoolWorkload Micro(string name, string article, bool partitioned)
    {
        if (StudyData.Find(Folder + "micro_workloads.json") is not { } path) return MicroWorkloads.Create(name, 1, partitioned);
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var jobs = new List<PoolJob>();
        foreach (var row in document.RootElement.GetProperty("jobs").EnumerateArray().Where(row => row.GetProperty("workload").GetString() == article))
        {
            var (user, kind) = (row.GetProperty("user").GetString()!, row.GetProperty("jobClass").GetString()!.ToLowerInvariant());
            if (row.GetProperty("frequency").GetString() == "SEQ")
                MicroWorkloads.Chain(jobs, user, kind, row.GetProperty("count").GetInt32(), row.GetProperty("startMs").GetDouble() / 1000, partitioned);
            else
                foreach (var arrival in row.GetProperty("arrivalsMs").EnumerateArray())
                    jobs.Add(MicroWorkloads.Job(user, kind, jobs.Count, arrival.GetDouble() / 1000, partitioned));
        }
        return new(name, MicroWorkloads.InOrder(jobs));
    }

    /// <summary>Published results by workload, policy and partitioning; columns by name. Empty when absent.</summary>
    public static IReadOnlyDictionary<(string Workload, string Policy, bool Partitioned), Dictionary<string, double>> Published()
    {
        var results = new Dictionary<(string, string, bool), Dictionary<string, double>>();
        if (StudyData.Find(Folder + "published_results.csv") is not { } path) return results;
        var lines = File.ReadAllLines(path);
        var heads = lines[0].Split(',');
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var cells = line.Split(',');
            var row = new Dictionary<string, double>();
            for (var i = 3; i < heads.Length; i++)
                if (double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) row[heads[i]] = value;
            results[(cells[0], cells[1].ToLowerInvariant(), cells[2] == "1")] = row;
        }
        return results;
    }
}
