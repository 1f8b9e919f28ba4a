using System.Globalization;
using Google.OrTools.Sat;
using Rota.Cluster.Pods;
using Rota.CpSat.Solving;
using Rota.Solving;

namespace Rota.CpSat.Cluster.Pods;

/// <summary>
/// The model of Christensen et al. (2025) as published: a Boolean for every pod and node, tier by tier first the pods placed, then the disruption, on one growing model; the
/// source's shares of time, hints and search. For comparison: it looks at nothing but CPU and memory, and has nothing to offer when time runs out.
/// </summary>
/// <param name="stages">Told of every stage; null for nobody.</param>
public sealed class PaperTiers(Action<PodStage>? stages = null) : ISolver<PodProblem, PodPlan>
{
    private const double UsualSeconds = 10;

    /// <inheritdoc/>
    public string Name => "paper-tiers";

    /// <inheritdoc/>
    public string Description => "the article's constraint model: a Boolean for every pod and node, tier by tier, as published";

    /// <summary>Why this solver does not fit a cluster, null when it does.</summary>
    public static string? Unfit(PodProblem problem)
    {
        if (problem.Limits is not null || problem.SharesGpus || problem.Budgets.Length + problem.Quotas.Length > 0 || problem.Pods.Any(pod => pod.Rules.Spread.Length + pod.Rules.Apart.Length > 0))
            return "the article's model knows no shared GPUs, budgets, quotas, limits of moves, spread and anti-affinity; try tiers";
        return problem.Groups.Sum(group => (long)group.Members.Length * group.Nodes.Length) > 2_000_000 ? "the article's model is too large here; try tiers or repair" : null;
    }

    /// <inheritdoc/>
    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (problem.Pods.All(pod => pod.Node >= 0))
        {
            Offer(problem, run, PodPlan.Unchanged(problem), proved: true);
            return;
        }
        var model = new Model(problem);
        var budget = new TierBudget(run.Remaining?.TotalSeconds ?? UsualSeconds, problem.Tiers.Length);
        var proved = true;
        for (var tier = 0; tier < problem.Tiers.Length && !run.ShouldStop; tier++)
        {
            budget.NextTier();
            foreach (var place in new[] { true, false })
            {
                var began = run.Elapsed;
                var objective = place ? model.Placed(tier) : model.Disruption(tier);
                if (place) model.Cp.Maximize(objective);
                else model.Cp.Minimize(objective);
                var (status, plan, value) = Solve(model, problem, run, place ? budget.ForPlacing : budget.ForDisruption, objective);
                budget.Spend((run.Elapsed - began).TotalSeconds);
                stages?.Invoke(new(problem.Tiers[tier], place ? "place" : "disruption", status.ToString().ToLowerInvariant(), (run.Elapsed - began).TotalSeconds));
                if (status == CpSolverStatus.Infeasible && run.Best is null)
                {
                    // None of the pending pods can be placed at all.
                    Offer(problem, run, PodPlan.Unchanged(problem), proved: true);
                    return;
                }
                if (plan is null) return;
                proved &= status == CpSolverStatus.Optimal;
                run.Offer(plan, PodScore.Of(problem, plan).Objective, Name);
                if (status == CpSolverStatus.Optimal) model.Cp.Add(objective == value);
                else if (place) model.Cp.Add(objective >= value);
                else model.Cp.Add(objective <= value);
                model.Hint(plan);
            }
            budget.EndTier();
        }
        if (proved && run.Best is { } best && problem.Objective == PodObjective.TierByTier) run.ProveBound(best.Objective, Name);
    }

    private void Offer(PodProblem problem, Run<PodPlan> run, PodPlan plan, bool proved)
    {
        var cost = PodScore.Of(problem, plan).Objective;
        run.Offer(plan, cost, Name);
        if (proved) run.ProveBound(cost, Name);
    }

    private static (CpSolverStatus, PodPlan?, long) Solve(Model model, PodProblem problem, Run<PodPlan> run, double seconds, LinearExpr objective)
    {
        if (seconds < 0.01) return (CpSolverStatus.Unknown, null, 0);
        PodPlan? plan = null;
        long value = 0;
        using var round = new CpSatRound(model.Cp, string.Create(
            CultureInfo.InvariantCulture, $"num_workers:{run.Workers},random_seed:{(int)(run.Seed % int.MaxValue)},relative_gap_limit:0,catch_sigint_signal:false"))
        {
            Found = solution => (plan, value) = (model.Read(solution), solution.Value(objective)),
        };
        // By the run's clock, whichever it was given.
        var deadline = run.Elapsed + TimeSpan.FromSeconds(seconds);
        var status = round.Run(() => run.ShouldStop || run.Elapsed > deadline);
        if (status == CpSolverStatus.Unknown && plan is not null) status = CpSolverStatus.Feasible;
        return (status, plan, value);
    }

    private sealed class Model
    {
        private readonly PodProblem problem;
        private readonly BoolVar[] placed;
        private readonly Dictionary<int, BoolVar>[] at;

        public Model(PodProblem problem)
        {
            this.problem = problem;
            (placed, at) = (new BoolVar[problem.Pods.Length], new Dictionary<int, BoolVar>[problem.Pods.Length]);
            var pending = new List<BoolVar>();
            for (var p = 0; p < placed.Length; p++)
            {
                var pod = problem.Pods[p];
                placed[p] = Cp.NewBoolVar("");
                at[p] = [];
                foreach (var n in problem.Eligible(p)) at[p][n] = Cp.NewBoolVar("");
                if (pod.Node >= 0 && !at[p].ContainsKey(pod.Node)) at[p][pod.Node] = Cp.NewBoolVar("");
                Cp.Add(LinearExpr.Sum(at[p].Values) == placed[p]);
                if (pod.Node < 0) pending.Add(placed[p]);
                else if (problem.IsFixed(p)) Cp.Add(at[p][pod.Node] == 1);
            }
            for (var n = 0; n < problem.Nodes.Length; n++)
                for (var r = 0; r < problem.Resources.Length; r++)
                {
                    var here = Enumerable.Range(0, placed.Length).Where(p => at[p].ContainsKey(n)).ToArray();
                    if (here.Length > 0) Cp.Add(LinearExpr.WeightedSum(here.Select(p => at[p][n]), here.Select(p => problem.Pods[p].Request[r])) <= problem.Nodes[n].Capacity[r]);
                }
            Cp.AddAtLeastOne(pending);
            for (var p = 0; p < placed.Length; p++)
                if (problem.Pods[p].Node is var node && node >= 0)
                {
                    Cp.AddHint(placed[p], 1);
                    Cp.AddHint(at[p][node], 1);
                }
        }

        public CpModel Cp { get; } = new();

        public LinearExpr Placed(int tier) => LinearExpr.Sum(Enumerable.Range(0, placed.Length).Where(p => problem.Rank[p] <= tier).Select(p => placed[p]));

        public LinearExpr Disruption(int tier)
        {
            int[] running = [.. Enumerable.Range(0, placed.Length).Where(p => problem.Rank[p] <= tier && problem.Pods[p].Node >= 0)];
            return LinearExpr.Sum(running.Select(p => placed[p] - (2 * at[p][problem.Pods[p].Node])));
        }

        public void Hint(PodPlan plan)
        {
            Cp.ClearHints();
            for (var p = 0; p < placed.Length; p++)
                foreach (var (node, variable) in at[p]) Cp.AddHint(variable, plan.Nodes[p] == node ? 1 : 0);
        }

        public PodPlan Read(CpSolverSolutionCallback solution)
        {
            var nodes = new int[placed.Length];
            Array.Fill(nodes, -1);
            for (var p = 0; p < nodes.Length; p++)
                foreach (var (node, variable) in at[p])
                    if (solution.BooleanValue(variable)) nodes[p] = node;
            return new([.. nodes]);
        }
    }
}
