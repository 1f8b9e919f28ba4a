using Rota.Randomness;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>
/// Makes room for a pod by chains of moves: it takes a node, what stands in its way goes elsewhere, if need be by making room there. Less important pods may be
/// evicted at the end of a chain. Tier by tier, no pod moves for a less important one.
/// </summary>
internal sealed class EjectionSearch
{
    private readonly ClusterState state;
    private readonly PodProblem problem;
    private readonly List<int>[] on;
    private readonly bool[] locked;
    private readonly bool[] immovable;
    private readonly RandomStream random;
    private readonly List<(int Pod, int From)> undo = [];
    private int budget;

    public EjectionSearch(ClusterState state, RandomStream random)
    {
        (this.state, this.random, problem) = (state, random, state.Problem);
        on = [.. problem.Nodes.Select(_ => new List<int>())];
        for (var p = 0; p < problem.Pods.Length; p++)
            if (state.NodeOf[p] is var node && node >= 0) on[node].Add(p);
        locked = new bool[problem.Pods.Length];
        immovable = [.. Enumerable.Range(0, problem.Pods.Length).Select(problem.IsFixed)];
    }

    /// <summary>The pods on a node.</summary>
    public List<int> On(int node) => on[node];

    /// <summary>Places a pod that has no node, moving others; false when no chain was found, and nothing has changed.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="depth">Longest chain of moves.</param>
    /// <param name="steps">Most attempts.</param>
    /// <param name="evicts">Less important pods may lose their node.</param>
    public bool Place(int pod, int depth, int steps, bool evicts)
    {
        budget = steps;
        undo.Clear();
        var mark = undo.Count;
        if (Try(pod, pod, depth, evicts) && (!state.HasRules || state.RulesHold))
        {
            Unlock();
            return true;
        }
        Rollback(mark);
        Unlock();
        return false;
    }

    /// <summary>Takes a pod off its node.</summary>
    public void Remove(int pod)
    {
        on[state.NodeOf[pod]].Remove(pod);
        state.Remove(pod);
    }

    /// <summary>Puts a pod on a node.</summary>
    public void Put(int pod, int node)
    {
        state.Put(pod, node);
        on[node].Add(pod);
    }

    private bool Try(int pod, int root, int depth, bool evicts)
    {
        var nodes = Candidates(pod);
        budget -= 1 + (nodes.Length / 8);
        foreach (var n in nodes)
        {
            if (!state.Fits(pod, n)) continue;
            Do(pod, n);
            return true;
        }
        if (depth == 0) return false;
        foreach (var n in nodes)
        {
            if (--budget < 0) return false;
            if (Displace(pod, n, root, depth, evicts)) return true;
        }
        return false;
    }

    /// <summary>Puts the pod on the node in place of one or two others, which go elsewhere.</summary>
    private bool Displace(int pod, int node, int root, int depth, bool evicts)
    {
        var others = on[node].Where(q => MayMove(q, root)).OrderBy(q => PodPlan.Share(problem, q, node)).ToArray();
        for (var i = 0; i < others.Length && budget > 0; i++)
        {
            var mark = undo.Count;
            Undo(others[i]);
            if (state.Fits(pod, node))
            {
                Do(pod, node);
                locked[others[i]] = true;
                if (Elsewhere(others[i], root, depth - 1, evicts)) return true;
            }
            Rollback(mark);
        }
        if (depth < 2) return false;
        for (var i = 0; i < others.Length && budget > 0; i++)
            for (var k = 0; k < i && budget > 0; k++)
            {
                if (--budget < 0) return false;
                var mark = undo.Count;
                Undo(others[i]);
                Undo(others[k]);
                if (state.Fits(pod, node))
                {
                    Do(pod, node);
                    (locked[others[i]], locked[others[k]]) = (true, true);
                    if (Elsewhere(others[i], root, depth - 1, evicts) && Elsewhere(others[k], root, depth - 1, evicts)) return true;
                }
                Rollback(mark);
            }
        return false;
    }

    private bool Elsewhere(int pod, int root, int depth, bool evicts) => Try(pod, root, depth, evicts) || (evicts && problem.Rank[pod] > problem.Rank[root] && state.NodeOf[pod] < 0);

    /// <summary>Home first, for it costs nothing; then the nodes with the most room beyond the pod, stirred by chance.</summary>
    private int[] Candidates(int pod)
    {
        int[] nodes = [.. problem.Eligible(pod)];
        var keys = new double[nodes.Length];
        var home = problem.Pods[pod].Node;
        for (var i = 0; i < nodes.Length; i++) keys[i] = nodes[i] == home ? double.MinValue : (0.3 * random.NextDouble()) - Slack(pod, nodes[i]);
        Array.Sort(keys, nodes);
        return nodes;
    }

    private double Slack(int pod, int node)
    {
        var free = state.Free(node);
        var least = double.MaxValue;
        for (var r = 0; r < 2; r++)
            if (problem.Nodes[node].Capacity[r] is var capacity && capacity > 0) least = Math.Min(least, (double)(free[r] - problem.Pods[pod].Request[r]) / capacity);
        return least;
    }

    private bool MayMove(int pod, int root) =>
        !locked[pod] && !immovable[pod] && (problem.Objective == PodObjective.PlacementFirst || problem.Rank[pod] >= problem.Rank[root] || problem.Pods[pod].Node < 0);

    private void Do(int pod, int node)
    {
        undo.Add((pod, -1));
        Put(pod, node);
        locked[pod] = true;
    }

    private void Undo(int pod)
    {
        undo.Add((pod, state.NodeOf[pod]));
        Remove(pod);
    }

    private void Rollback(int mark)
    {
        for (var i = undo.Count - 1; i >= mark; i--)
        {
            var (pod, from) = undo[i];
            if (from < 0) Remove(pod);
            else Put(pod, from);
            locked[pod] = false;
        }
        undo.RemoveRange(mark, undo.Count - mark);
    }

    private void Unlock() => Array.Clear(locked);
}
