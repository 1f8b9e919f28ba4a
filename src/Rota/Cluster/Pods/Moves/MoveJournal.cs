using System.Collections.Immutable;

namespace Rota.Cluster.Pods.Moves;

/// <summary>
/// A plan as steps in order: after every step every node has room for what is on it, and no disruption budget is exceeded. Pods that change their node leave and come back one by one;
/// where they stand in each other's way some are parked.
/// </summary>
/// <param name="Steps">The steps.</param>
/// <param name="Blocked">Pods whose move would break a disruption budget at every moment; they stay, and what needs their place waits.</param>
public sealed record MoveJournal(ImmutableArray<MoveStep> Steps, ImmutableArray<int> Blocked)
{
    /// <summary>Orders a plan.</summary>
    public static MoveJournal Of(PodProblem problem, PodPlan plan) => new MoveOrdering(problem, plan).Order();

    /// <summary>Number of pods that wait for their place for a while.</summary>
    public int Parked => Steps.Count(step => step.Parked);

    /// <summary>A step in words: "evict shop/web-1 from node-2".</summary>
    public static string Words(PodProblem problem, MoveStep step)
    {
        var (pod, node) = (problem.Pods[step.Pod], problem.Nodes[step.Node].Name);
        if (step.Action == MoveAction.Evict) return $"evict {pod.FullName} from {node}{(step.Parked ? " (its place comes free later)" : "")}";
        return pod.Node < 0 ? $"bind {pod.FullName} to {node}" : $"bind {(pod.Owner.Length > 0 ? $"the replacement of {pod.FullName} by {pod.Owner}" : pod.FullName)} to {node}";
    }
}
