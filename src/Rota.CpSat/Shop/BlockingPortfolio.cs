using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>
/// The solver to take when in doubt: rules, then iterated greedy, tabu search where there are threads for it, and CP-SAT side by side, exchanging incumbent and bound. Up to 100 operations
/// CP-SAT may prove something and gets its share; beyond, its threads yield.
/// </summary>
public sealed class BlockingPortfolio : ISolver<BlockingProblem, BlockingSchedule>
{
    private const int SmallShop = 100;

    private static readonly CpSatBlockingSolver Even = new(new CpSatOptions { Nice = 5 });
    private static readonly CpSatBlockingSolver Background = new(new CpSatOptions { Nice = 15 });

    /// <inheritdoc/>
    public string Name => "portfolio";

    /// <inheritdoc/>
    public string Description => "rules, then iterated greedy, tabu search and CP-SAT side by side, exchanging incumbent and bound";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        new BlockingRuleSolver().Improve(problem, run);
        if (run.ShouldStop) return;
        // One thread in four searches by tabu.
        var small = problem.Shop.OperationCount <= SmallShop;
        var threads = small ? Math.Max(1, run.Workers / 2) : run.Workers;
        var tabu = threads / 4;
        var members = new List<ISolver<BlockingProblem, BlockingSchedule>> { new BlockingIteratedGreedy(new() { Threads = threads - tabu }) };
        if (tabu > 0) members.Add(new BlockingTabuSearch(new() { Threads = tabu }));
        members.Add(small ? Even : Background);
        new SideBySide<BlockingProblem, BlockingSchedule>(Name, Description, members).Improve(problem, run);
    }
}
