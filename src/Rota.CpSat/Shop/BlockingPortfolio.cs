using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>
/// The solver to take when in doubt: rules, then iterated greedy and CP-SAT on windows of the best schedule side by side, exchanging incumbents. Up to 100 operations CP-SAT also
/// looks at the whole shop in the background, for it may prove something there.
/// </summary>
public sealed class BlockingPortfolio : ISolver<BlockingProblem, BlockingSchedule>
{
    private const int SmallShop = 100;

    private static readonly CpSatBlockingSolver Background = new(new CpSatOptions { Nice = 15 });

    /// <inheritdoc/>
    public string Name => "portfolio";

    /// <inheritdoc/>
    public string Description => "rules, then iterated greedy and CP-SAT on windows side by side, exchanging incumbents; CP-SAT on the whole where it is small";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        new BlockingRuleSolver().Improve(problem, run);
        if (run.ShouldStop) return;
        // Half of the threads for windows: what one finds the other goes on from.
        var windows = Math.Max(1, run.Workers / 2);
        var members = new List<ISolver<BlockingProblem, BlockingSchedule>> { new BlockingIteratedGreedy(new() { Threads = Math.Max(1, run.Workers - windows) }) };
        for (var i = 0; i < windows; i++) members.Add(new BlockingWindows(member: i));
        if (problem.Shop.OperationCount <= SmallShop) members.Add(Background);
        new SideBySide<BlockingProblem, BlockingSchedule>(Name, Description, members).Improve(problem, run);
    }
}
