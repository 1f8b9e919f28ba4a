using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>What a plan comes to.</summary>
/// <param name="Placed">Pods with a node, for each priority, the highest first.</param>
/// <param name="Moved">Pods that change their node.</param>
/// <param name="Evicted">Pods that lose theirs.</param>
/// <param name="Objective">All of it in one number, smaller is better; see <see cref="PodCost"/>.</param>
public sealed record PodScore(ImmutableArray<int> Placed, int Moved, int Evicted, long Objective)
{
    /// <summary>2 a move and 1 an eviction.</summary>
    public int Disruption => (2 * Moved) + Evicted;

    /// <summary>Measures a plan.</summary>
    public static PodScore Of(PodProblem problem, PodPlan plan) => PodCost.Of(problem).Score(plan);

    /// <summary>Compares pods placed by priority, the highest first: above 0 when this one is better.</summary>
    public int ComparePlacement(PodScore other) => ComparePlacement(Placed, other.Placed);

    /// <summary>Compares pods placed by priority, the highest first.</summary>
    public static int ComparePlacement(ImmutableArray<int> left, ImmutableArray<int> right)
    {
        for (var t = 0; t < left.Length; t++)
            if (left[t] != right[t]) return left[t].CompareTo(right[t]);
        return 0;
    }
}
