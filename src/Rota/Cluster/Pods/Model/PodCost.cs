namespace Rota.Cluster.Pods;

/// <summary>
/// A plan's worth as one number, smaller is better: digits of a mixed radix, the most important first. Placement first: pods without a node for each priority, then the
/// disruption. Tier by tier: both for each priority. Where 2^62 is not enough the least important priorities are counted together.
/// </summary>
public sealed class PodCost
{
    private readonly PodProblem problem;
    private readonly int[] rank;
    private readonly int tiers;
    private readonly bool byTier;
    private readonly long[] unplacedWeight;
    private readonly long[] disruptionWeight;

    private PodCost(PodProblem problem)
    {
        this.problem = problem;
        byTier = problem.Objective == PodObjective.TierByTier;
        for (tiers = Math.Max(1, problem.Tiers.Length); tiers > 1 && Largest(tiers) > 1L << 61; tiers--)
        {
        }
        rank = [.. problem.Rank.Select(r => Math.Min(r, tiers - 1))];
        (unplacedWeight, disruptionWeight) = (new long[tiers], new long[tiers]);
        long weight = 1;
        var (pods, running) = Counts(tiers);
        if (!byTier) weight += 2L * running.Sum();
        for (var t = tiers - 1; t >= 0; t--)
        {
            disruptionWeight[t] = byTier ? weight : 1;
            if (byTier) weight *= 1 + (2L * running[t]);
            unplacedWeight[t] = weight;
            weight *= 1 + pods[t];
        }
    }

    /// <summary>The measure of a problem.</summary>
    public static PodCost Of(PodProblem problem) => new(problem);

    /// <summary>False when some priorities are counted together.</summary>
    public bool IsExact => tiers == Math.Max(1, problem.Tiers.Length);

    /// <summary>What one pod without a node costs.</summary>
    public long Unplaced(int pod) => unplacedWeight[rank[pod]];

    /// <summary>What a unit of disruption of the pod costs.</summary>
    public long Disruption(int pod) => disruptionWeight[rank[pod]];

    /// <summary>The number for a tier's unplaced pods.</summary>
    public long UnplacedOfTier(int tier) => unplacedWeight[Math.Min(tier, tiers - 1)];

    /// <summary>Measures a plan.</summary>
    public PodScore Score(PodPlan plan)
    {
        var placed = new int[problem.Tiers.Length];
        var (moved, evicted, cost) = (0, 0, 0L);
        for (var p = 0; p < rank.Length; p++)
        {
            var (from, to) = (problem.Pods[p].Node, plan.Nodes[p]);
            if (to >= 0) placed[problem.Rank[p]]++;
            else cost += Unplaced(p);
            if (from < 0 || from == to) continue;
            if (to >= 0) moved++;
            else evicted++;
            cost += to >= 0 ? 2 * Disruption(p) : Disruption(p);
        }
        return new([.. placed], moved, evicted, cost);
    }

    private double Largest(int count)
    {
        var (pods, running) = Counts(count);
        var product = byTier ? 1.0 : 1 + (2.0 * running.Sum());
        for (var t = 0; t < count; t++) product *= (1.0 + pods[t]) * (byTier ? 1 + (2.0 * running[t]) : 1);
        return product;
    }

    private (int[] Pods, int[] Running) Counts(int count)
    {
        var (pods, running) = (new int[Math.Max(1, count)], new int[Math.Max(1, count)]);
        for (var p = 0; p < problem.Pods.Length; p++)
        {
            var tier = Math.Min(problem.Rank[p], count - 1);
            pods[tier]++;
            if (problem.Pods[p].Node >= 0) running[tier]++;
        }
        return (pods, running);
    }
}
