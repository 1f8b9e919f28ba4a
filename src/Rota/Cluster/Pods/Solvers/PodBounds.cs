namespace Rota.Cluster.Pods.Solvers;

/// <summary>Quick proofs of how good a plan can be.</summary>
public static class PodBounds
{
    /// <summary>No plan costs less than this.</summary>
    public static long Of(PodProblem problem)
    {
        var (cost, bound, before) = (PodCost.Of(problem), 0L, 0);
        foreach (var (tier, unplaced) in UnplacedUpTo(problem).Index())
        {
            // At least so many of the tiers so far stay without a node; it costs least when they are of the last of these tiers.
            if (unplaced <= before) continue;
            bound += (unplaced - before) * cost.UnplacedOfTier(tier);
            before = unplaced;
        }
        return bound;
    }

    /// <summary>For each tier a proved least number of pods of it and the tiers above it that stay without a node.</summary>
    public static int[] UnplacedUpTo(PodProblem problem)
    {
        bool[] hopeless = [.. Enumerable.Range(0, problem.Pods.Length).Select(p => problem.Pods[p].Node < 0 && (problem.IsFixed(p) || problem.Eligible(p).IsEmpty))];
        var least = new int[problem.Tiers.Length];
        for (var t = 0; t < least.Length; t++)
        {
            int[] pods = [.. Enumerable.Range(0, hopeless.Length).Where(p => problem.Rank[p] <= t)];
            int[] hopeful = [.. pods.Where(p => !hopeless[p])];
            least[t] = pods.Length - MostPlaced.Of(problem, hopeful);
        }
        return least;
    }
}
