using System.Globalization;
using Google.OrTools.Sat;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Solvers;
using Rota.CpSat.Solving;
using Rota.Solving;

namespace Rota.CpSat.Cluster.Pods;

/// <summary>
/// The solver to take when in doubt: chains of moves give a plan at once; then the stages of the objective are solved one by one on a model that takes replicas together, hinted
/// by the whole plan, stages left out whose best value is known; then neighbourhoods of a few nodes until time is up. Never worse than doing nothing.
/// </summary>
/// <param name="options">How it searches.</param>
/// <param name="stages">Told of every stage; null for nobody.</param>
public sealed class PodTiers(PodTierOptions? options = null, Action<PodStage>? stages = null) : ISolver<PodProblem, PodPlan>
{
    private readonly PodTierOptions options = options ?? PodTierOptions.Default;

    /// <inheritdoc/>
    public string Name => "tiers";

    /// <inheritdoc/>
    public string Description => "chains of moves, then constraint programming stage by stage with replicas taken together, then neighbourhoods; never worse than doing nothing";

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var cost = PodCost.Of(problem);
        var unchanged = PodPlan.Unchanged(problem);
        run.Offer(unchanged, cost.Score(unchanged).Objective, Name);
        if (options.Repairs) new PodRepair(timeShare: options.RepairShare).Improve(problem, run);
        else run.ProveBound(PodBounds.Of(problem), Name);
        if (run.ShouldStop || Unfit(problem)) return;
        var least = PodBounds.UnplacedUpTo(problem);
        if (Stages(problem, run, cost, least) || run.ShouldStop || !options.Neighbourhoods) return;
        new PodNeighbourhoods(options.NeighbourhoodPods).Improve(problem, run);
    }

    /// <summary>True where nothing is proved: shared GPUs, and anti-affinities that are broken from the start, are left to the chains of moves.</summary>
    public static bool Unfit(PodProblem problem)
    {
        if (problem.SharesGpus) return true;
        var together = problem.Pods.Select((pod, p) => (pod, p)).Where(entry => entry.pod.Node >= 0 && entry.pod.Rules.Apart.Length > 0);
        foreach (var (pod, p) in together)
            foreach (var rule in pod.Rules.Apart)
                if (problem.Nodes[pod.Node].Labels.TryGetValue(rule.TopologyKey, out var domain)
                    && problem.Pods.Index().Any(other => other.Index != p && other.Item.Node >= 0 && rule.Covers(other.Item)
                        && problem.Nodes[other.Item.Node].Labels.GetValueOrDefault(rule.TopologyKey) == domain)) return true;
        return false;
    }

    /// <summary>True when all stages are proved.</summary>
    private bool Stages(PodProblem problem, Run<PodPlan> run, PodCost cost, int[] least)
    {
        var plan = run.Best!.Value.Answer;
        var settled = options.SkipsKnown ? Settled(problem, plan) : 0;
        var size = problem.Groups.Where(group => !problem.IsFixed(group.Members[0]) && (problem.Rank[group.Members[0]] >= settled || problem.Pods[group.Members[^1]].Node < 0)).Sum(group => (long)group.Nodes.Length);
        if (size > options.MostVariables) return false;
        var model = new PodModel(problem, plan, freePods: p => problem.Rank[p] >= settled || problem.Pods[p].Node < 0);
        var (proved, bound, unplaced) = (true, 0L, 0);
        var byTier = problem.Objective == PodObjective.TierByTier;
        var all = new List<(int Tier, bool Place)>();
        for (var t = 0; t < problem.Tiers.Length; t++)
        {
            all.Add((t, true));
            if (byTier) all.Add((t, false));
        }
        if (!byTier) all.Add((problem.Tiers.Length - 1, false));
        foreach (var (tier, place) in all)
        {
            if (run.ShouldStop) return false;
            var first = byTier || place ? tier : 0;
            long Value(PodPlan of) => place ? UnplacedOf(problem, of, tier) : DisruptionOf(problem, of, first, tier);
            var value = Value(plan);
            var known = value == 0 || (place && proved && unplaced + value <= least[tier]);
            var expression = place ? model.Unplaced(tier, tier) : model.Disruption(first, tier);
            var began = run.Elapsed;
            var status = "known";
            if (!known || !options.SkipsKnown)
            {
                model.Cp.Minimize(expression);
                model.Hint(plan);
                var share = run.Remaining is { } left ? left * (place ? 0.6 : 0.75) : TimeSpan.FromSeconds(60);
                (status, var better) = Solve(model, problem, run, cost, share);
                if (better is not null) (plan, value) = (better, Value(better));
            }
            stages?.Invoke(new(problem.Tiers[tier], place ? "place" : "disruption", status, (run.Elapsed - began).TotalSeconds));
            proved &= status is "known" or "optimal";
            if (place) unplaced += (int)value;
            // Equal where it is proved; else at most.
            if (proved && place) bound += value * cost.UnplacedOfTier(tier);
            if (proved) run.ProveBound(bound, Name);
            model.Cp.Add(expression <= value);
        }
        if (proved && cost.IsExact) run.ProveBound(cost.Score(plan).Objective, Name);
        return proved;
    }

    private (string Status, PodPlan? Plan) Solve(PodModel model, PodProblem problem, Run<PodPlan> run, PodCost cost, TimeSpan share)
    {
        PodPlan? plan = null;
        using var round = new CpSatRound(model.Cp, string.Create(
            CultureInfo.InvariantCulture, $"num_workers:{run.Workers},random_seed:{(int)(run.Seed % int.MaxValue)},catch_sigint_signal:false"))
        {
            Found = solution =>
            {
                plan = model.Read(solution);
                run.Offer(plan, cost.Score(plan).Objective, Name);
            },
        };
        // By the run's clock, whichever it was given.
        var deadline = run.Elapsed + share;
        var status = round.Run(() => run.ShouldStop || run.Elapsed > deadline);
        if (status == CpSolverStatus.Infeasible) throw new InvalidOperationException("the model refuses the plan it was made from");
        return (status == CpSolverStatus.Optimal ? "optimal" : plan is null ? "unknown" : "feasible", plan);
    }

    /// <summary>Tier by tier: in the leading tiers that are whole and undisturbed no running pod may move any more.</summary>
    private static int Settled(PodProblem problem, PodPlan plan)
    {
        if (problem.Objective != PodObjective.TierByTier) return 0;
        for (var t = 0; t < problem.Tiers.Length; t++)
            if (UnplacedOf(problem, plan, t) > 0 || DisruptionOf(problem, plan, t, t) > 0) return t;
        return problem.Tiers.Length;
    }

    private static long UnplacedOf(PodProblem problem, PodPlan plan, int tier)
    {
        var count = 0;
        for (var p = 0; p < plan.Nodes.Length; p++)
            if (problem.Rank[p] == tier && plan.Nodes[p] < 0 && !problem.IsFixed(p)) count++;
        return count;
    }

    private static long DisruptionOf(PodProblem problem, PodPlan plan, int first, int last)
    {
        var sum = 0L;
        for (var p = 0; p < plan.Nodes.Length; p++)
            if (problem.Rank[p] >= first && problem.Rank[p] <= last && problem.Pods[p].Node >= 0 && plan.Nodes[p] != problem.Pods[p].Node) sum += plan.Nodes[p] < 0 ? 1 : 2;
        return sum;
    }
}
