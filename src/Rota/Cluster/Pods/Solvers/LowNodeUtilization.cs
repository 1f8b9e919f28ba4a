using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>
/// The descheduler's LowNodeUtilization: nodes below all thresholds are under-used, above any target over-used; from over-used nodes the least important pods are evicted until they are not
/// any more, or the room of the under-used ones is given away. With deviations, thresholds lie around the mean of all nodes, as in useDeviationThresholds. Then kube-scheduler places them.
/// </summary>
/// <param name="threshold">Percent below which a node is under-used, or points below the mean. The descheduler's example has 20.</param>
/// <param name="target">Percent above which it is over-used, or points above the mean. The descheduler's example has 50.</param>
/// <param name="deviates">Both are points around the mean of all nodes.</param>
public sealed class LowNodeUtilization(double threshold = 20, double target = 50, bool deviates = false) : ISolver<PodProblem, PodPlan>
{
    /// <summary>Thresholds five points around the mean: on a full cluster absolute ones find no under-used node.</summary>
    public static LowNodeUtilization AroundTheMean { get; } = new(5, 5, deviates: true);

    /// <inheritdoc/>
    public string Name => deviates ? "low-node-utilization-mean" : "low-node-utilization";

    /// <inheritdoc/>
    public string Description => $"the descheduler's LowNodeUtilization{(deviates ? " with thresholds around the mean" : "")}: evicts from over-used nodes, and kube-scheduler places anew";

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var evicting = new EvictAndSchedule(problem, run);
        var use = Enumerable.Range(0, problem.Nodes.Length).Select(evicting.Use).ToArray();
        double[] mean = [.. Enumerable.Range(0, use.Length == 0 ? 0 : use[0].Length).Select(r => use.Average(node => node[r]))];
        double Low(int r) => deviates ? Math.Max(0, mean[r] - threshold) : threshold;
        double High(int r) => deviates ? Math.Min(100, mean[r] + target) : target;
        int[] under = [.. Enumerable.Range(0, use.Length).Where(n => !problem.Nodes[n].Closed && use[n].Select((value, r) => value < Low(r)).All(low => low))];
        int[] over = [.. Enumerable.Range(0, use.Length).Where(n => use[n].Select((value, r) => value > High(r)).Any(high => high)).OrderByDescending(n => use[n].Sum())];
        if (under.Length > 0)
        {
            // Room up to the target, resource by resource: the scheduler will use it, or so it hopes.
            var room = new double[2];
            for (var r = 0; r < 2; r++) room[r] = under.Sum(n => problem.Nodes[n].Capacity[r] * (High(r) - use[n][r]) / 100);
            foreach (var n in over)
                foreach (var pod in evicting.Evictable(n))
                {
                    if (!evicting.Use(n).Select((value, r) => value > High(r)).Any(high => high) || room.Any(left => left <= 0)) break;
                    if (!evicting.MayGo(pod)) continue;
                    evicting.Evict(pod);
                    for (var r = 0; r < 2; r++) room[r] -= problem.Pods[pod].Request[r];
                }
        }
        evicting.Finish(Name, packs: false);
    }
}
