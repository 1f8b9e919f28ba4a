using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>Finds the pods that are alike, and the nodes that may host them.</summary>
internal static class PodGroups
{
    public static (ImmutableArray<PodGroup> Groups, int[] GroupOf) Of(PodProblem problem)
    {
        var numbers = new Dictionary<Key, int>();
        var members = new List<List<int>>();
        var groupOf = new int[problem.Pods.Length];
        var labelled = problem.Budgets.Length > 0 || problem.Pods.Any(pod => pod.Rules.Spread.Length + pod.Rules.Apart.Length > 0);
        for (var p = 0; p < groupOf.Length; p++)
        {
            var pod = problem.Pods[p];
            // A pod that stays is a group of its own: no other takes its place.
            var key = new Key(pod, problem.IsFixed(p) ? p : -1, labelled, problem.Limits?.MostPerOwner is not null);
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers.Add(key, number = members.Count);
                members.Add([]);
            }
            groupOf[p] = number;
            members[number].Add(p);
        }
        var all = Enumerable.Range(0, problem.Nodes.Length).ToImmutableArray();
        return ([.. members.Select((list, number) => Group(problem, number, list, all))], groupOf);
    }

    private static PodGroup Group(PodProblem problem, int number, List<int> pods, ImmutableArray<int> all)
    {
        var first = problem.Pods[pods[0]];
        var members = pods.OrderBy(p => problem.Pods[p].Node < 0).ToImmutableArray();
        if (problem.IsFixed(pods[0])) return new(number, members, first.Node < 0 ? [] : [first.Node]);
        var nodes = ImmutableArray.CreateBuilder<int>();
        var newcomer = first with { Node = -1 };
        foreach (var n in all)
            if (NodeRules.Refusal(newcomer, problem.Nodes[n], n, problem.Resources.AsSpan()) is null) nodes.Add(n);
        // Most groups may go anywhere; they share one list.
        return new(number, members, nodes.Count == all.Length ? all : nodes.DrainToImmutable());
    }

    /// <summary>What makes two pods alike.</summary>
    private sealed class Key(ClusterPod pod, int alone, bool labelled, bool owned) : IEquatable<Key>
    {
        private readonly int hash = HashCode.Combine(pod.Priority, pod.Request[0], pod.Request[1], alone, pod.Rules, pod.Gpus, pod.GpuMilli);

        private ClusterPod Pod => pod;

        private int Alone => alone;

        public bool Equals(Key? other) => other is not null && Alone == other.Alone && hash == other.hash
            && Pod.Priority == other.Pod.Priority
            && Pod.Namespace == other.Pod.Namespace
            && Pod.Gpus == other.Pod.Gpus && Pod.GpuMilli == other.Pod.GpuMilli
            && Pod.Request.AsSpan().SequenceEqual(other.Pod.Request.AsSpan())
            && Pod.Rules.Equals(other.Pod.Rules)
            && (!owned || Pod.Owner == other.Pod.Owner)
            && (!labelled || SameLabels(Pod.Labels, other.Pod.Labels));

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() => hash;

        private static bool SameLabels(ImmutableDictionary<string, string> a, ImmutableDictionary<string, string> b)
        {
            if (ReferenceEquals(a, b)) return true;
            if (a.Count != b.Count) return false;
            foreach (var (name, value) in a)
                if (!b.TryGetValue(name, out var other) || other != value) return false;
            return true;
        }
    }
}
