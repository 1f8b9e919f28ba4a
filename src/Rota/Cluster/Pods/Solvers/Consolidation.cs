using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>
/// Consolidation in the manner of Karpenter: nodes whose pods may all go are candidates, the cheapest to disrupt first; the longest row of them whose pods all fit on the rest is found by
/// halving, simulated by first fit in order of size; else each alone. A budget bounds how many nodes are emptied at once. Karpenter would then delete them; here they stay, and
/// kube-scheduler places what is pending.
/// </summary>
/// <param name="budget">Largest share of the nodes that is emptied; Karpenter's default is 0.1.</param>
public sealed class Consolidation(double budget = 0.1) : ISolver<PodProblem, PodPlan>
{
    private const int MostCandidates = 100;

    /// <inheritdoc/>
    public string Name => "consolidation";

    /// <inheritdoc/>
    public string Description => "in the manner of Karpenter: empties as many of the cheapest nodes as fit on the rest";

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var evicting = new EvictAndSchedule(problem, run);
        var state = evicting.State;
        var on = Enumerable.Range(0, problem.Pods.Length).Where(p => state.NodeOf[p] >= 0).ToLookup(p => problem.Pods[p].Node);
        int[] candidates =
        [
            .. Enumerable.Range(0, problem.Nodes.Length).Where(n => on[n].Any() && on[n].All(p => !problem.IsFixed(p) && evicting.MayGo(p)))
                .OrderBy(n => on[n].Sum(p => 1 + (problem.Tiers.Length - problem.Rank[p]) / (double)problem.Tiers.Length)).Take(MostCandidates),
        ];
        var most = Math.Min(candidates.Length, (int)Math.Ceiling(budget * problem.Nodes.Length));
        var (least, longest) = (0, most);
        while (least < longest)
        {
            var middle = (least + longest + 1) / 2;
            if (Fits(problem, state, candidates[..middle], on)) least = middle;
            else longest = middle - 1;
        }
        var chosen = least > 0 ? candidates[..least] : [.. candidates.Where(n => Fits(problem, state, [n], on)).Take(1)];
        var places = chosen.Length == 0 ? [] : Simulate(problem, state, chosen, on)!;
        foreach (var (pod, node) in places)
        {
            state.Remove(pod);
            state.Put(pod, node);
        }
        evicting.Finish(Name, packs: false);
    }

    private static bool Fits(PodProblem problem, ClusterState state, int[] nodes, ILookup<int, int> on) => Simulate(problem, state, nodes, on) is not null;

    /// <summary>Where the pods of those nodes would go; null when not all find a place on the others. Leaves the state as it was.</summary>
    private static List<(int Pod, int Node)>? Simulate(PodProblem problem, ClusterState state, int[] nodes, ILookup<int, int> on)
    {
        var emptied = nodes.ToHashSet();
        int[] pods = [.. nodes.SelectMany(n => on[n]).OrderByDescending(p => PodPlan.Share(problem, p, problem.Pods[p].Node))];
        foreach (var pod in pods) state.Remove(pod);
        var places = new List<(int Pod, int Node)>();
        foreach (var pod in pods)
        {
            var target = -1;
            foreach (var n in problem.Eligible(pod))
                if (!emptied.Contains(n) && state.Fits(pod, n))
                {
                    target = n;
                    break;
                }
            if (target < 0) break;
            state.Put(pod, target);
            places.Add((pod, target));
        }
        var fits = places.Count == pods.Length && state.RulesHold;
        foreach (var (pod, _) in places) state.Remove(pod);
        foreach (var pod in pods) state.Put(pod, problem.Pods[pod].Node);
        return fits ? places : null;
    }
}
