using Rota.SingleMachine.Policies;
using Rota.Solving;

namespace Rota.SingleMachine.Solvers;

/// <summary>The catalog of tardiness solvers that need no package. Adding one: a new file and a line here.</summary>
public static class TardinessSolvers
{
    /// <summary>All solvers, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<TardinessProblem, TardinessSequence>> All { get; } =
    [
        new RulePortfolio(),
        new BranchAndMemorize(),
        new LocalSearch(),
        new SubsetProgramming(),
        .. SequencingRules.All.Select(rule => new RuleSolver(rule)),
    ];
}
