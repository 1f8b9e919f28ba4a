using Rota.Randomness;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// Every rule under every limit of jobs inside, and the bounds of the shop without blocking, which hold with it, too. Where swaps are not allowed, dispatching that keeps out of
/// rings as well. One job inside at a time always comes through, so there is always an answer. Milliseconds.
/// </summary>
public sealed class BlockingRuleSolver : ISolver<BlockingProblem, BlockingSchedule>
{
    private const int WaryRuns = 24;

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
        if (!problem.Swap) Warily(problem, state.Shop, run);
    }

    /// <summary>Dispatching that keeps out of rings: without swaps the rules may all end in one, or come through with one job at a time only.</summary>
    private static void Warily(BlockingProblem problem, BlockingShop shop, Run<BlockingSchedule> run)
    {
        var dispatch = new WaryDispatch(shop);
        var random = new RandomStream(run.Seed).Split("wary");
        var most = Math.Min(shop.Machines, shop.Jobs);
        // A tenth of a second a run at most, or so.
        var returns = (int)Math.Clamp(20_000_000L / ((long)shop.Operations * shop.Jobs), 5, 200);
        for (var round = 0; dispatch.CanRun && round < WaryRuns && !run.ShouldStop; round++)
        {
            var limit = round < 2 ? most : random.Next(Math.Max(1, most / 3), most);
            var end = dispatch.Finish(limit, (round & 1) == 0 ? 1 : -1, round < 2 ? 0 : random.NextDouble(), returns, random);
            if (end < LoadOrder.None && end < run.Objective) run.Offer(BlockingSchedule.FromLoads(problem.Shop, dispatch.Loads), end, "wary");
        }
    }
}
