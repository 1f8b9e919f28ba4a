using System.Collections.Immutable;
using Rota.Cluster.Pods;
using Rota.Randomness;

namespace Rota.Tests.Cluster.Pods;

/// <summary>Small clusters with every kind of rule, each from its seed.</summary>
internal static class RandomClusters
{
    /// <summary>None for most seeds, and of every kind for the others.</summary>
    public static MoveLimits? Limits(ulong seed) => (seed % 7) switch { 1 => new(1), 3 => new(MostPerOwner: 1), 5 => new(2, 1), 6 => new(0), _ => null };

    public static PodProblem Any(ulong seed, int pods = 6, int nodes = 3, bool rules = true, PodObjective objective = PodObjective.PlacementFirst)
    {
        var random = new RandomStream(seed).Split("clusters");
        var list = ImmutableArray.CreateBuilder<ClusterNode>();
        for (var n = 0; n < nodes; n++)
            list.Add(new($"n{n}", [random.Next(4, 9), random.Next(4, 9), 4])
            {
                Labels = ImmutableDictionary<string, string>.Empty.Add("zone", n % 2 == 0 ? "a" : "b").Add("host", $"n{n}"),
                Taints = rules && random.Next(6) == 0 ? [new("spot", "", TaintEffect.NoSchedule)] : [],
                Closed = rules && random.Next(10) == 0,
            });
        var free = list.Select(node => node.Capacity.ToArray()).ToArray();
        var made = ImmutableArray.CreateBuilder<ClusterPod>();
        while (made.Count < pods)
        {
            ImmutableArray<long> request = [random.Next(1, 4), random.Next(1, 4), 1];
            var labels = ImmutableDictionary<string, string>.Empty.Add("app", random.Next(2) == 0 ? "x" : "y");
            var selector = new LabelSelector([new("app", LabelOperator.In, [labels["app"]])]);
            var rule = new PodRules
            {
                Tolerations = rules && random.Next(3) == 0 ? [new("spot", null, null)] : [],
                NodeSelector = rules && random.Next(6) == 0 ? new([new("zone", LabelOperator.In, ["a"])]) : LabelSelector.Everything,
                Spread = rules && random.Next(5) == 0 ? [new(1, "zone", selector)] : [],
                Apart = rules && random.Next(6) == 0 ? [new("host", selector, ["s"])] : [],
            };
            var priority = random.Next(1, 2);
            for (var replicas = random.Next(1, 2); replicas > 0 && made.Count < pods; replicas--)
            {
                var node = random.Next(nodes + 1) - 1;
                if (node >= 0 && Enumerable.Range(0, 3).Any(r => free[node][r] < request[r])) node = -1;
                if (node >= 0)
                    for (var r = 0; r < 3; r++) free[node][r] -= request[r];
                made.Add(new($"u{made.Count}", "s", $"p{made.Count}", request)
                {
                    Priority = priority,
                    Node = node,
                    Labels = labels,
                    Rules = rule,
                    Owner = $"ReplicaSet {labels["app"]}",
                    Held = node >= 0 && random.Next(8) == 0 ? "held" : null,
                    Waiting = node < 0 && rules && random.Next(10) == 0 ? "a gate" : null,
                });
            }
        }
        return new(
            $"random-{seed}", ["cpu", "memory", "pods"], list.ToImmutable(), made.ToImmutable(),
            rules && random.Next(3) == 0 ? [new("s", "budget", new([new("app", LabelOperator.In, ["x"])]), random.Next(2))] : [],
            rules && random.Next(3) == 0 ? [new("s", "quota", [random.Next(6, 14), PodProblem.Unlimited, PodProblem.Unlimited])] : [],
            objective);
    }
}
