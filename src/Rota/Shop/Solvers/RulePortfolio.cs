using Rota.Randomness;
using Rota.Shop.Policies;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>
/// Every priority rule that suits the objective: non-delay first, then Giffler and Thompson's active schedules, then the best rules again with their ranks
/// stirred by chance. Proves the best of <see cref="ShopBounds"/> on the way. Milliseconds on classic shops: the start of every portfolio.
/// </summary>
/// <param name="variants">How many stirred schedules, at most.</param>
/// <param name="timeShare">Share of the run's time after which only the plain non-delay rules are still tried.</param>
public sealed class RulePortfolio(int variants = 64, double timeShare = 0.05) : ISolver<ShopProblem, ShopSchedule>
{
    private static readonly double[] Noises = [0.05, 0.1, 0.2, 0.4];

    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public string Description => "all priority rules that suit the objective, active schedules, and stirred variants of the best; proves quick bounds";

    /// <summary>The rules that suit an objective.</summary>
    public static IEnumerable<PriorityRule> Suited(ShopObjective objective)
    {
        var due = objective is ShopObjective.TotalTardiness or ShopObjective.TotalWeightedTardiness;
        var weighted = objective == ShopObjective.TotalWeightedTardiness;
        return PriorityRules.All.Where(rule => (due || !rule.NeedsDueDates) && (weighted || !rule.NeedsWeights));
    }

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        var arrays = new DispatchArrays(problem);
        var simulation = new NonDelaySimulation(arrays);
        var random = new RandomStream(run.Seed).Split(Name);
        var ranking = new List<(long Objective, PriorityRule Rule)>();
        foreach (var rule in Suited(problem.Objective))
        {
            if (simulation.Dispatch(rule, random, () => run.ShouldStop) is not { } schedule) return;
            ranking.Add((Offer(problem, run, schedule, rule.Name), rule));
            if (run.ShouldStop) return;
            if (ranking.Count == 1) run.ProveBound(ShopBounds.Best(problem).Value, Name);
        }

        var share = run.Remaining * timeShare;
        var until = run.Elapsed + share;
        bool Over() => run.ShouldStop || run.Elapsed >= until;
        var active = new GifflerThompson(arrays);
        foreach (var (_, rule) in ranking)
        {
            if (Over() || active.Dispatch(rule, random, Over) is not { } schedule) return;
            Offer(problem, run, schedule, "GT " + rule.Name);
        }

        var best = ranking.OrderBy(entry => entry.Objective).Take(4).ToArray();
        for (var i = 0; i < variants; i++)
        {
            var rule = new PerturbedRule(best[i % best.Length].Rule, Noises[i / best.Length % Noises.Length]);
            if (Over() || simulation.Dispatch(rule, random, Over) is not { } schedule) return;
            Offer(problem, run, schedule, rule.Name);
        }
    }

    private long Offer(ShopProblem problem, Run<ShopSchedule> run, ShopSchedule schedule, string rule)
    {
        var objective = JobCost.Of(problem, schedule);
        run.Offer(schedule, objective, $"{Name} ({rule})");
        return objective;
    }
}
