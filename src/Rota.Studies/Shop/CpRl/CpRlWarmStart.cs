using Rota.Shop;
using Rota.Shop.Learning;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.Studies.Shop.CpRl;

/// <summary>Tabu search on a very large shop, begun where the rules end and where the learnt dispatcher ends: the same processor time in all.</summary>
internal static class CpRlWarmStart
{
    public const string Instance = "tai_1000_100_1";

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    /// <summary>Gaps in percent to the best known makespan, null for one that had no schedule in time; null when the instance is absent.</summary>
    public static (double? Rules, double? Learned, double? FromRules, double? FromLearned)? Run(ShopProblem? problem, CancellationToken cancellation)
    {
        if (problem is null || Rota.Shop.BestKnown.BestKnownBounds.Find(problem) is not { } known) return null;
        double? Gap(params ISolver<ShopProblem, ShopSchedule>[] solvers)
        {
            var run = new Run<ShopSchedule>(Limit.Time(Time), workers: 1, clock: new Rota.Studies.Projects.ProcessorClock(1), cancellation: cancellation);
            foreach (var solver in solvers)
                if (!run.ShouldStop) solver.Improve(problem, run);
            return run.Best is { } best ? 100 * known.Gap(ShopChecker.Instance.Check(problem, best.Answer).Objective) : null;
        }
        var tabu = new TabuSearch(new() { Threads = 1 });
        return (Gap(new RulePortfolio()), Gap(new LearntDispatching(samples: 2)), Gap(new RulePortfolio(), tabu), Gap(new LearntDispatching(samples: 2), tabu));
    }
}
