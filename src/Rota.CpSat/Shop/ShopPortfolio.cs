using Rota.Shop;
using Rota.Shop.Learning;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>
/// The solver to take when in doubt: rules, a learnt dispatcher, then tight packing where machines have no time to spare, then local search and CP-SAT side by side, exchanging incumbent and bound. Tabu search leads where it fits (makespan, one machine
/// an operation), annealing elsewhere. CP-SAT's threads yield to the local search, so that it costs large shops little and still proves small ones.
/// </summary>
public sealed class ShopPortfolio : ISolver<ShopProblem, ShopSchedule>
{
    // Up to here CP-SAT has a fair chance of a proof within a minute (15x15), so it gets half of the machine; beyond, it works on what the local search leaves.
    private const int SmallShop = 250;

    // A sample of a learnt schedule takes seconds from about 100,000 operations on; beyond this its time is better spent on search.
    private const int LargestLearnt = 200_000;

    private static readonly RulePortfolio Rules = new();
    private static readonly LearntDispatching Learnt = new(samples: 8, timeShare: 0.2);
    private static readonly TightPacking Packing = new();
    private static readonly CpSatShopSolver Even = new(new CpSatOptions { Nice = 5 });
    private static readonly CpSatShopSolver Background = new(new CpSatOptions { Nice = 15 });

    /// <inheritdoc/>
    public string Name => "portfolio";

    /// <inheritdoc/>
    public string Description => "rules and a learnt dispatcher, then tabu search (or annealing) and CP-SAT side by side, exchanging incumbent and bound";

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        Rules.Improve(problem, run);
        if (LearntDispatching.Unfit(problem) is null && problem.OperationCount <= LargestLearnt) Learnt.Improve(problem, run);
        Packing.Improve(problem, run);
        if (run.ShouldStop || problem.OperationCount == 0) return;
        var small = problem.OperationCount <= SmallShop;
        var local = Local(problem, small ? Math.Max(1, run.Workers / 2) : run.Workers);
        var constraints = small ? Even : Background;
        if (constraints.Unfit(problem) is null) new SideBySide<ShopProblem, ShopSchedule>(Name, Description, local, constraints).Improve(problem, run);
        else local.Improve(problem, run);
    }

    private static ISolver<ShopProblem, ShopSchedule> Local(ShopProblem problem, int threads) => TabuSearch.Unfit(problem) is null
        ? new TabuSearch(new TabuOptions { Threads = threads })
        : new LocalSearch(new AnnealingOptions { Threads = threads });
}
