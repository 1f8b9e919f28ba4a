using Rota.SingleMachine;
using Rota.SingleMachine.Solvers;
using Rota.Solving;

namespace Rota.CpSat.SingleMachine;

/// <summary>The catalog of all tardiness solvers, those that need CP-SAT included. Adding one that does: a new file and a line here.</summary>
public static class CpSatTardinessSolvers
{
    /// <summary>All solvers, the recommended one first, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<TardinessProblem, TardinessSequence>> All { get; } =
    [
        new TardinessPortfolio(),
        new CpSatTardinessSolver(),
        new CpSatTardinessSolver(new CpSatTardinessOptions { Hint = false }, "cp-sat-cold"),
        .. TardinessSolvers.All,
    ];
}
