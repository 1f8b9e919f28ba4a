namespace Rota.Cluster.Pods.Simulation;

/// <summary>Pods of each owner by node, and the soft spread score made of them (PodTopologySpread's own constraints: hostname with skew 3, zone with skew 5).</summary>
internal sealed class OwnerCounts
{
    private const string Zone = "topology.kubernetes.io/zone";

    private readonly ClusterState state;
    private readonly int[] ownerOf;
    private readonly int[] zoneOf;
    private readonly Dictionary<(int Owner, int Node), int> counts = [];

    public OwnerCounts(ClusterState state)
    {
        this.state = state;
        var (owners, zones) = (new Dictionary<(string, string), int>(), new Dictionary<string, int>());
        ownerOf = [.. state.Problem.Pods.Select(pod => pod.Owner.Length == 0 ? -1 : Number(owners, (pod.Namespace, pod.Owner)))];
        zoneOf = [.. state.Problem.Nodes.Select(node => node.Labels.TryGetValue(Zone, out var zone) ? Number(zones, zone) : -1)];
        for (var p = 0; p < ownerOf.Length; p++)
            if (state.NodeOf[p] is var node && node >= 0) Count(p, node, 1);
    }

    public void Count(int pod, int node, int change)
    {
        if (ownerOf[pod] is var owner && owner >= 0) counts[(owner, node)] = counts.GetValueOrDefault((owner, node)) + change;
    }

    /// <summary>0 to 100 for each of the nodes.</summary>
    public long[] Scores(int pod, List<int> nodes)
    {
        var scores = new long[nodes.Count];
        if (ownerOf[pod] is var owner && owner < 0) return scores;
        var zones = nodes.Select(n => zoneOf[n]).Where(zone => zone >= 0).Distinct().ToDictionary(zone => zone, _ => 0);
        if (zones.Count > 0)
            for (var n = 0; n < zoneOf.Length; n++)
                if (zoneOf[n] >= 0 && zones.ContainsKey(zoneOf[n])) zones[zoneOf[n]] += counts.GetValueOrDefault((owner, n));
        var (least, most) = (long.MaxValue, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            var score = (counts.GetValueOrDefault((owner, nodes[i])) * Math.Log(nodes.Count + 2)) + 2;
            if (zoneOf[nodes[i]] is var zone && zone >= 0) score += (zones[zone] * Math.Log(zones.Count + 2)) + 4;
            scores[i] = (long)Math.Round(score, MidpointRounding.AwayFromZero);
            (least, most) = (Math.Min(least, scores[i]), Math.Max(most, scores[i]));
        }
        for (var i = 0; i < scores.Length; i++) scores[i] = most == 0 ? 100 : 100 * (most + least - scores[i]) / most;
        return scores;
    }

    private static int Number<T>(Dictionary<T, int> numbers, T value)
        where T : notnull => numbers.TryGetValue(value, out var number) ? number : numbers[value] = numbers.Count;
}
