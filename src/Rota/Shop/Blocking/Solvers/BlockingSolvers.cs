using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>The catalog of solvers of blocking shops that need no package. A new one is one new file and one line here.</summary>
public static class BlockingSolvers
{
    /// <summary>All of them, quick ones first.</summary>
    public static IReadOnlyList<ISolver<BlockingProblem, BlockingSchedule>> All { get; } = [new BlockingRuleSolver(), new IteratedRollout(), new BlockingTabuSearch(), new BlockingIteratedGreedy()];
}
