using Rota.Cluster.Pods.Policies;
using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>Pending pods one by one, the important first, each on the node with the best score; nothing moves.</summary>
/// <param name="score">The score; ties go to the node that comes first.</param>
/// <param name="bySize">Within a priority the largest first, by dominant share, instead of the order of arrival.</param>
public sealed class GreedyPlacement(NodeScore score, bool bySize = false) : ISolver<PodProblem, PodPlan>
{
    /// <inheritdoc/>
    public string Name => bySize ? "ffd" : score.Name;

    /// <inheritdoc/>
    public string Description => $"places what is pending, nothing moves: {score.Description}{(bySize ? "; the largest pods first" : "")}";

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var state = new ClusterState(problem);
        foreach (var pod in Order(problem))
        {
            if (run.ShouldStop) break;
            var (best, most) = (-1, double.MinValue);
            foreach (var node in problem.Eligible(pod))
                if (state.Fits(pod, node) && score.Of(state, pod, node) is var value && value > most) (best, most) = (node, value);
            if (best >= 0) state.Put(pod, best);
        }
        var plan = state.ToPlan();
        run.Offer(plan, PodScore.Of(problem, plan).Objective, Name);
    }

    private IEnumerable<int> Order(PodProblem problem)
    {
        var pending = Enumerable.Range(0, problem.Pods.Length).Where(p => problem.Pods[p].Node < 0 && !problem.IsFixed(p)).OrderBy(p => problem.Rank[p]);
        return bySize ? pending.ThenByDescending(p => problem.Eligible(p).Select(n => PodPlan.Share(problem, p, n)).DefaultIfEmpty().Max()) : pending;
    }
}
