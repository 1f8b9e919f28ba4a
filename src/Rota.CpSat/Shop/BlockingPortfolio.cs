using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>The solver to take when in doubt: rules, rollouts for a tenth of the time, then CP-SAT from the best of them.</summary>
public sealed class BlockingPortfolio : ISolver<BlockingProblem, BlockingSchedule>
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "portfolio";

    /// <inheritdoc/>
    public string Description => "rules, then rollouts for a tenth of the time, then CP-SAT from the best of them";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        new BlockingRuleSolver().Improve(problem, run);
        if (run.ShouldStop) return;
        var share = run.Remaining is { } left ? left / 10 : Usual;
        var inner = new Run<BlockingSchedule>(Limit.Time(share), run.Seed, run.Workers, null, null, run.Cancellation);
        new IteratedRollout().Improve(problem, inner);
        if (inner.Best is { } best) run.Offer(best.Answer, best.Objective, "rollout");
        if (!run.ShouldStop) new CpSatBlockingSolver().Improve(problem, run);
    }
}
