using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>Every rule under every limit of jobs inside, and the bounds of the shop without blocking, which hold with it, too. Milliseconds.</summary>
public sealed class BlockingRuleSolver : ISolver<BlockingProblem, BlockingSchedule>
{
    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public string Description => "every dispatching rule under every limit of jobs inside (CONWIP), the best of them";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        run.ProveBound(ShopBounds.Best(problem.Shop).Value, "bounds");
        var state = new BlockingState(new(problem));
        var most = Math.Min(problem.Shop.MachineCount, problem.Shop.Jobs.Length);
        for (var limit = most; limit >= 1; limit--)
            foreach (var rule in BlockingRules.All)
            {
                // The first answer comes whatever the limits of the run say.
                if (run.Best is not null && run.ShouldStop) return;
                state.EntryLimit = limit == most ? int.MaxValue : limit;
                state.Reset();
                var end = rule.Finish(state);
                if (end < int.MaxValue && end < run.Objective) run.Offer(state.Schedule(), end, rule.Name);
            }
        if (run.Best is null)
            run.GiveUp(state.Deadlock() is { } ring
                ? $"jobs {string.Join(", ", ring.Jobs)} wait for each other on machines {string.Join(", ", ring.Machines)}, and swaps are not allowed"
                : "every rule ends in a ring of waiting jobs, and swaps are not allowed");
    }
}
