using Rota.Cluster.Pods.Simulation;
using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>What Kubernetes' own scheduler does with the pending pods: the twin, with preemption.</summary>
public sealed class DefaultPlacement(bool packs = false) : ISolver<PodProblem, PodPlan>
{
    /// <inheritdoc/>
    public string Name => packs ? "default-packing" : "default";

    /// <inheritdoc/>
    public string Description => packs ? "Kubernetes' scheduler with its packing profile (MostAllocated), preemption included" : "Kubernetes' scheduler as it comes, preemption included";

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var state = new ClusterState(problem);
        var scheduler = new DefaultScheduler(state, run.Seed, new DefaultSchedulerOptions { Packs = packs });
        scheduler.Arrive([.. Enumerable.Range(0, problem.Pods.Length).Where(p => problem.Pods[p].Node < 0 && !problem.IsFixed(p))]);
        var plan = state.ToPlan();
        // Preemption may take pods that a plan must leave alone; then there is nothing to offer.
        if (PodChecker.Instance.Check(problem, plan).Accepted) run.Offer(plan, PodScore.Of(problem, plan).Objective, Name);
        else run.GiveUp("Kubernetes' preemption would evict pods that must not be moved here");
    }
}
