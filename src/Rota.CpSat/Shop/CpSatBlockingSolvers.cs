using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>The catalog of all solvers of blocking shops, those that need CP-SAT included.</summary>
public static class CpSatBlockingSolvers
{
    /// <summary>All solvers, the recommended one first, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<BlockingProblem, BlockingSchedule>> All { get; } =
        [new BlockingPortfolio(), new CpSatBlockingSolver(), new BlockingWindows(), .. BlockingSolvers.All];
}
