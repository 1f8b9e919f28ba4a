using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>
/// Starts from the cluster as it is, places pending pods by chains of moves, the important first, evicts less important pods where nothing else helps, and takes back moves
/// that turn out to be needless. Never worse than doing nothing. Goes on with other chains until told to stop or <paramref name="rounds"/> brought nothing.
/// </summary>
/// <param name="rounds">Rounds without a better plan until it ends.</param>
/// <param name="timeShare">Share of the run's time left after which it ends.</param>
public sealed class PodRepair(int rounds = 12, double timeShare = 1) : ISolver<PodProblem, PodPlan>
{
    /// <inheritdoc/>
    public string Name => "repair";

    /// <inheritdoc/>
    public string Description => "from the cluster as it is: places pending pods by chains of moves and evictions, takes back needless ones";

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var cost = PodCost.Of(problem);
        var unchanged = PodPlan.Unchanged(problem);
        run.Offer(unchanged, cost.Score(unchanged).Objective, Name);
        run.ProveBound(PodBounds.Of(problem), Name);
        var random = new RandomStream(run.Seed).Split(Name);
        var idle = 0;
        var until = timeShare < 1 ? run.Elapsed + (run.Remaining * timeShare) : null;
        for (var round = 0; !run.ShouldStop && idle < rounds && !(run.Elapsed >= until); round++)
        {
            var from = round == 0 ? unchanged : run.Best!.Value.Answer;
            var state = new ClusterState(problem, from);
            var search = new EjectionSearch(state, random.Split(round));
            // Short chains first, and longer ones when they find nothing.
            Fill(problem, run, state, search, depth: Math.Min(3, 1 + (round / 2)), steps: 400 << Math.Min(6, round));
            GoHome(problem, state, search);
            var plan = state.ToPlan();
            idle = !state.RulesHold || !run.Offer(plan, cost.Score(plan).Objective, Name) ? idle + 1 : 0;
            if (Enumerable.Range(0, problem.Pods.Length).All(p => state.NodeOf[p] >= 0 || problem.IsFixed(p)) && idle > 1) return;
        }
    }

    private static void Fill(PodProblem problem, Run<PodPlan> run, ClusterState state, EjectionSearch search, int depth, int steps)
    {
        // Pods that a chain evicts come later by their priority.
        for (var tier = 0; tier < problem.Tiers.Length; tier++)
        {
            foreach (var alike in Enumerable.Range(0, problem.Pods.Length).Where(p => problem.Rank[p] == tier && state.NodeOf[p] < 0 && !problem.IsFixed(p)).GroupBy(problem.GroupOf).OrderBy(group => Size(problem, group.First())))
                foreach (var pod in alike)
                {
                    if (run.ShouldStop) return;
                    // What does not go for one pod does not go for its like.
                    if (!search.Place(pod, 0, steps, evicts: false) && !search.Place(pod, depth, steps, evicts: false) && !search.Place(pod, Math.Min(2, depth), steps, evicts: true)) break;
                }
        }
    }

    /// <summary>Small pods first: more of them fit.</summary>
    private static double Size(PodProblem problem, int pod) => problem.Eligible(pod) is { IsEmpty: false } nodes ? PodPlan.Share(problem, pod, nodes[0]) : 0;

    /// <summary>Moves are taken back where the pod fits at home again; evicted pods return when there is room.</summary>
    private static void GoHome(PodProblem problem, ClusterState state, EjectionSearch search)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            for (var p = 0; p < problem.Pods.Length; p++)
            {
                var (home, now) = (problem.Pods[p].Node, state.NodeOf[p]);
                if (home < 0 || now == home || !state.HasRoom(p, home)) continue;
                if (now >= 0) search.Remove(p);
                if (state.Fits(p, home))
                {
                    search.Put(p, home);
                    changed = true;
                    if (state.RulesHold) continue;
                    search.Remove(p);
                    changed = false;
                }
                if (now >= 0) search.Put(p, now);
            }
            if (state.HasRules) return;
        }
    }
}
