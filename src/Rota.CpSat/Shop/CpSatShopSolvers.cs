using Rota.Shop;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>The catalog of all shop solvers, those that need CP-SAT included. Adding one that does: a new file and a line here.</summary>
public static class CpSatShopSolvers
{
    /// <summary>All solvers, the recommended one first, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<ShopProblem, ShopSchedule>> All { get; } =
    [
        new ShopPortfolio(),
        new CpSatShopSolver(),
        new CpSatShopSolver(new CpSatOptions { Hint = false }, "cp-sat-cold"),
        .. ShopSolvers.All,
    ];
}
