using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Moves;

namespace Rota.Kubernetes;

/// <summary>A step of a plan that stands by itself: it can be written down, read again and carried out without the snapshot it was made from.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Pod">The pod; its node number says nothing.</param>
/// <param name="Node">The node it leaves or is bound to.</param>
/// <param name="Replaces">A binding of the replacement that the owner makes for the pod, which was running.</param>
internal sealed record PlannedStep(MoveAction Action, ClusterPod Pod, string Node, bool Replaces)
{
    public static PlannedStep[] Of(PodProblem problem, MoveJournal journal) =>
        [.. journal.Steps.Select(step => new PlannedStep(step.Action, problem.Pods[step.Pod], problem.Nodes[step.Node].Name, step.Action == MoveAction.Bind && problem.Pods[step.Pod].Node >= 0))];
}
