using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Cluster.Pods.Replay;

/// <summary>
/// Fills a GPU cluster with a trace's pods in random order, clones appended until their requests reach 1.3 times what there is; nothing leaves, what does not fit is dropped.
/// </summary>
public static class GpuReplay
{
    /// <summary>Request levels at which results are read, in percent of the cluster's GPUs.</summary>
    public static ImmutableArray<int> Levels { get; } = [50, 80, 90, 95, 100, 110, 120, 130];

    /// <summary>Runs a replay.</summary>
    /// <param name="nodes">The cluster.</param>
    /// <param name="trace">The pods.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="seed">Order, clones, and ties where they are drawn.</param>
    /// <param name="drawTies">Draw among equal scores instead of taking the first by name.</param>
    public static GpuReplayResult Run(ImmutableArray<GpuNode> nodes, ImmutableArray<GpuPod> trace, GpuPolicy policy, ulong seed, bool drawTies = false)
    {
        var random = new RandomStream(seed).Split("replay");
        var pods = trace.ToArray();
        random.Shuffle(pods.AsSpan());
        var cluster = new GpuCluster(nodes);
        var capacity = cluster.Capacity;
        var scorer = new Scores(cluster, policy.For(trace), drawTies || policy is RandomNode ? random : null);
        var (asked, given, dropped, next) = (0L, 0L, 0, 0);
        var allocation = new double[Levels.Length];
        for (var i = 0; asked < capacity * Levels[^1] / 100; i++)
        {
            var pod = i < pods.Length ? pods[i] : pods[random.Next(pods.Length)];
            asked += pod.Total;
            if (scorer.Choose(pod) is var (node, device) && node >= 0)
            {
                cluster.Put(pod, node, device);
                given += pod.Total;
            }
            else dropped++;
            for (; next < allocation.Length && asked * 100 >= capacity * Levels[next]; next++) allocation[next] = 100.0 * given / capacity;
        }
        return new(policy.Name, seed, [.. allocation], dropped);
    }

    /// <summary>Scores by kind of pod and node, kept as long as the node does not change.</summary>
    private sealed class Scores(GpuCluster cluster, GpuPolicy policy, RandomStream? ties)
    {
        private readonly Dictionary<(int, int, int, int, string), Table> tables = [];

        private sealed record Table(double[] Score, int[] Device, int[] Version);

        public (int Node, int Device) Choose(GpuPod pod)
        {
            if (!tables.TryGetValue(pod.Kind, out var table))
            {
                tables.Add(pod.Kind, table = new(new double[cluster.Nodes.Length], new int[cluster.Nodes.Length], new int[cluster.Nodes.Length]));
                Array.Fill(table.Version, -1);
            }
            var (best, most, equal) = (-1, double.NegativeInfinity, 0);
            for (var n = 0; n < table.Score.Length; n++)
            {
                if (table.Version[n] != cluster.Version(n) || policy is RandomNode)
                {
                    (table.Score[n], table.Device[n]) = cluster.Fits(pod, n) ? policy.Score(cluster, pod, n) : (double.NegativeInfinity, 0);
                    table.Version[n] = cluster.Version(n);
                }
                if (table.Score[n] > most) (best, most, equal) = (n, table.Score[n], 1);
                else if (ties is not null && best >= 0 && table.Score[n] == most && ties.Next(++equal) == 0) best = n;
            }
            return best < 0 ? (-1, 0) : (best, table.Device[best]);
        }
    }
}
