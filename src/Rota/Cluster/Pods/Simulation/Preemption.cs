using Rota.Randomness;

namespace Rota.Cluster.Pods.Simulation;

/// <summary>
/// DefaultPreemption of kube-scheduler: on every node by itself, take off everything less important, and when the pod then fits, put back the most important first as long as
/// it still does. Of the nodes the one with the fewest broken budgets, then the least important victims, the smallest sum of their priorities, the fewest, the youngest.
/// </summary>
internal sealed class Preemption(ClusterState state, long[] since, RandomStream? random)
{
    public (int Node, List<int> Victims)? Find(int pod)
    {
        var priority = state.Problem.Pods[pod].Priority;
        if (state.Problem.Rank[pod] == state.Problem.Tiers.Length - 1) return null;
        var lower = new Dictionary<int, List<int>>();
        for (var p = 0; p < since.Length; p++)
            if (state.NodeOf[p] is var node && node >= 0 && state.Problem.Pods[p].Priority < priority) (lower.TryGetValue(node, out var list) ? list : lower[node] = []).Add(p);
        (int Node, List<int> Victims)? best = null;
        var equal = 0;
        foreach (var n in state.Problem.Eligible(pod))
        {
            if (!lower.TryGetValue(n, out var candidates) || Victims(pod, n, candidates) is not { } victims) continue;
            var order = best is null ? -1 : Compare(victims, best.Value.Victims);
            if (order < 0) (best, equal) = ((n, victims), 1);
            // Kubernetes begins at a random node and takes the first of equals.
            else if (order == 0 && random is not null && random.Next(++equal) == 0) best = (n, victims);
        }
        return best;
    }

    private List<int>? Victims(int pod, int node, List<int> candidates)
    {
        foreach (var victim in candidates) state.Remove(victim);
        var fits = state.Fits(pod, node);
        List<int>? victims = null;
        if (fits)
        {
            victims = [];
            var breaking = Breaking(candidates);
            foreach (var victim in candidates.OrderByDescending(breaking.Contains).ThenByDescending(p => state.Problem.Pods[p].Priority).ThenBy(p => since[p]))
            {
                state.Put(victim, node);
                if (state.Fits(pod, node)) continue;
                state.Remove(victim);
                victims.Add(victim);
            }
            foreach (var victim in victims) state.Put(victim, node);
        }
        else
        {
            foreach (var victim in candidates) state.Put(victim, node);
        }
        return victims;
    }

    /// <summary>Those whose eviction a budget would not allow.</summary>
    private HashSet<int> Breaking(List<int> candidates)
    {
        var breaking = new HashSet<int>();
        foreach (var budget in state.Problem.Budgets)
        {
            var allowed = budget.Allowed;
            foreach (var p in candidates)
                if (budget.Covers(state.Problem.Pods[p]) && --allowed < 0) breaking.Add(p);
        }
        return breaking;
    }

    private int Compare(List<int> left, List<int> right)
    {
        var order = Breaking(left).Count.CompareTo(Breaking(right).Count);
        if (order != 0) return order;
        int Highest(List<int> victims) => victims.Max(p => state.Problem.Pods[p].Priority);
        order = Highest(left).CompareTo(Highest(right));
        if (order != 0) return order;
        long Sum(List<int> victims) => victims.Sum(p => state.Problem.Pods[p].Priority + (1L << 31));
        order = Sum(left).CompareTo(Sum(right));
        if (order != 0) return order;
        order = left.Count.CompareTo(right.Count);
        if (order != 0) return order;
        long Earliest(List<int> victims) => victims.Where(p => state.Problem.Pods[p].Priority == Highest(victims)).Min(p => since[p]);
        return Earliest(right).CompareTo(Earliest(left));
    }
}
