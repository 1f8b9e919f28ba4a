using Rota.Shop.Learning;
using Rota.Shop.Policies;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>The catalog of shop solvers that need no package. Adding one: a new file and a line here.</summary>
public static class ShopSolvers
{
    /// <summary>All solvers, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<ShopProblem, ShopSchedule>> All { get; } =
    [
        new RulePortfolio(),
        new TightPacking(),
        new LearntDispatching(),
        new LocalSearch(),
        new TabuSearch(),
        new TabuSearch(new TabuOptions { Neighborhood = Neighborhood.N5, PathRelinking = false }, "tabu-n5"),
        .. PriorityRules.All.Select(rule => new RuleSolver(rule)),
    ];
}
