using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>
/// Constraint programming for blocking shops, from the best schedule known (the rules' when there is none). Where swaps are not allowed it solves the shop with swaps: its bound
/// holds, and its schedules count when the referee finds no ring in them.
/// </summary>
public sealed class CpSatBlockingSolver(CpSatOptions? options = null) : ISolver<BlockingProblem, BlockingSchedule>
{
    private readonly CpSatOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "cp-sat";

    /// <inheritdoc/>
    public string Description => $"constraint programming: OR-Tools CP-SAT with {options.Workers} workers, an interval from load to release for each operation";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        if (run.Best is null) new BlockingRuleSolver().Improve(problem, run);
        if (run.ShouldStop) return;
        var known = run.Best;
        // Without swaps the incumbent may lie above what the relaxed model starts from; then everything is asked for.
        var below = problem.Swap ? known?.Objective ?? long.MaxValue : long.MaxValue;
        var model = new BlockingModel(problem, below, run.Bound);
        if (model.IsEmpty)
        {
            if (known is { } optimal) run.ProveBound(optimal.Objective, Name);
            return;
        }
        if (known is { } best) model.Hint(best.Answer);
        var lowest = below;
        using var search = new CpSatRound(model.Model, Parameters(run))
        {
            Nice = options.Nice,
            Found = solution =>
            {
                var schedule = model.Read(solution);
                var verdict = BlockingChecker.Instance.Check(problem, schedule);
                lowest = Math.Min(lowest, verdict.Objective);
                if (verdict.Accepted) run.Offer(schedule, verdict.Objective, Name);
            },
            Bounded = value => run.ProveBound(Math.Min((long)Math.Ceiling(value - 1e-6), below), Name),
        };
        var status = search.Run(() => run.ShouldStop);
        if (status == CpSolverStatus.Infeasible) run.ProveBound(below, Name);
        if (status == CpSolverStatus.Optimal) run.ProveBound(lowest, Name);
    }

    private string Parameters(Run<BlockingSchedule> run)
    {
        var parameters = string.Create(CultureInfo.InvariantCulture, $"num_workers:{options.Workers},random_seed:{run.Seed % int.MaxValue},catch_sigint_signal:false");
        return run.Remaining is { } left ? parameters + string.Create(CultureInfo.InvariantCulture, $",max_time_in_seconds:{Math.Max(0.01, left.TotalSeconds):F3}") : parameters;
    }
}
