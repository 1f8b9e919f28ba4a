using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Cluster.Pods.Replay;
using Rota.Formats;

namespace Rota.Studies.Cluster;

/// <summary>The OpenB replay: policies beside published allocations.</summary>
internal static class GpuReplayBench
{
    private static readonly ImmutableDictionary<string, string> Published = ImmutableDictionary.CreateRange<string, string>(
    [
        new("random", "01-Random"), new("dot-product", "02-DotProd"), new("gpu-clustering", "03-GpuClustering"), new("gpu-packing", "04-GpuPacking"), new("best-fit", "05-BestFit"), new("fgd", "06-FGD"),
    ]);

    /// <summary>One row: mean allocation at 100 and 130 percent of requests, ours and published.</summary>
    public sealed record Row(string Mix, string Policy, double At100, double At130, double? Published100, double? Published130, double Deviation, double Seconds);

    /// <summary>Measures; empty when the data is absent.</summary>
    public static List<Row> Run(int seeds, IReadOnlyList<string> mixes, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        if (StudyData.Find("cluster/openb/openb_node_list_gpu_node.csv") is not { } nodeFile) return rows;
        var nodes = OpenbTables.Nodes(TextInput.Open(nodeFile));
        foreach (var mix in mixes)
        {
            if (StudyData.Find($"cluster/openb/openb_pod_list_{mix}.csv.gz") is not { } file) continue;
            var trace = OpenbTables.Pods(TextInput.Open(file));
            foreach (var policy in GpuPolicies.All)
            {
                if (cancellation.IsCancellationRequested) return rows;
                var began = TimeProvider.System.GetTimestamp();
                var results = Enumerable.Range(1, seeds).Select(seed => GpuReplay.Run(nodes, trace, policy, (ulong)seed)).ToArray();
                var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds / seeds;
                var (at100, at130) = (results.Average(result => result.Allocation[4]), results.Average(result => result.Allocation[7]));
                var figures = Figures(mix, policy.Name);
                rows.Add(new(mix, policy.Name, at100, at130, figures?.At100, figures?.At130, Math.Sqrt(results.Sum(result => Math.Pow(result.Allocation[7] - at130, 2)) / Math.Max(1, seeds - 1)), seconds));
            }
        }
        return rows;
    }

    /// <summary>The rows as a table.</summary>
    public static string Table(List<Row> rows, int seeds)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"GPU allocation in percent when requests reach 100 % and 130 % of the GPUs (OpenB, 1,213 nodes, {seeds} seeds)\n\n| mix | policy | published | ours | deviation | s a replay |\n| --- | --- | ---: | ---: | ---: | ---: |\n");
        foreach (var row in rows)
        {
            var published = row.Published100 is { } at100 ? string.Create(CultureInfo.InvariantCulture, $"{at100:F2} / {row.Published130:F2}") : "-";
            text.Append(CultureInfo.InvariantCulture, $"| {row.Mix} | {row.Policy} | {published} | {row.At100:F2} / {row.At130:F2} | {row.Deviation:F2} | {row.Seconds:F1} |\n");
        }
        return text.ToString();
    }

    private static (double At100, double At130)? Figures(string mix, string policy)
    {
        if (!Published.TryGetValue(policy, out var name) || StudyData.Find("cluster/openb/published_results.csv") is not { } path) return null;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(',');
            if (fields[0] == $"openb_pod_list_{mix}" && fields[1] == name && fields[3] == "gpu_allocation_pct")
                return (double.Parse(fields[8], CultureInfo.InvariantCulture), double.Parse(fields[11], CultureInfo.InvariantCulture));
        }
        return null;
    }
}
