using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>
/// The descheduler's HighNodeUtilization: everything that may go is evicted from nodes below all thresholds, so that they become empty; kube-scheduler with its packing profile
/// (MostAllocated), which it needs, places anew. It does nothing when no node, or every node, is below.
/// </summary>
/// <param name="threshold">Percent below which a node is to be emptied. The descheduler's example has 20.</param>
public sealed class HighNodeUtilization(double threshold = 20) : ISolver<PodProblem, PodPlan>
{
    /// <inheritdoc/>
    public string Name => "high-node-utilization";

    /// <inheritdoc/>
    public string Description => "the descheduler's HighNodeUtilization: empties under-used nodes, and kube-scheduler packs anew";

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var evicting = new EvictAndSchedule(problem, run);
        bool[] under = [.. Enumerable.Range(0, problem.Nodes.Length).Select(n => evicting.Use(n).All(value => value < threshold))];
        if (!under.All(low => low))
            foreach (var n in Enumerable.Range(0, under.Length).Where(n => under[n]).OrderBy(n => evicting.Use(n).Sum()))
                foreach (var pod in evicting.Evictable(n))
                    // nodeFit: some node that is not under-used would take it at this moment.
                    if (evicting.MayGo(pod) && evicting.FitsSomewhere(pod, other => !under[other])) evicting.Evict(pod);
        evicting.Finish(Name, packs: true);
    }
}
