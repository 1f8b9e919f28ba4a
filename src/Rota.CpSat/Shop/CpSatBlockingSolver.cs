using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>
/// Constraint programming for blocking shops, from the best schedule known (the rules' when there is none), and again below a better one that another solver finds. Swaps among operations
/// without a duration may go through each other in the model: its bound holds then, and its schedules count when the referee accepts them.
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
        if (!problem.Swap || problem.Shop.Jobs.All(job => job.Operations.All(operation => operation.Modes[0].Duration > 0)))
            new CpSatSearch<BlockingSchedule>(run, options, Name)
            {
                Build = below => new BlockingModel(problem, below ?? long.MaxValue, run.Bound),
                Cost = schedule => BlockingChecker.Instance.Check(problem, schedule).Objective,
            }.Improve();
        else Relaxed(problem, run);
    }

    /// <summary>Everything is asked for: the incumbent may lie above what the relaxed model finds first.</summary>
    private void Relaxed(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        var known = run.Best;
        var model = new BlockingModel(problem, long.MaxValue, run.Bound);
        if (model.IsEmpty) return;
        if (known is { } best) model.Hint(best.Answer);
        var lowest = long.MaxValue;
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
            Bounded = value => run.ProveBound((long)Math.Ceiling(value - 1e-6), Name),
        };
        var status = search.Run(() => run.ShouldStop);
        if (status == CpSolverStatus.Optimal) run.ProveBound(lowest, Name);
    }

    private string Parameters(Run<BlockingSchedule> run)
    {
        var parameters = string.Create(CultureInfo.InvariantCulture, $"num_workers:{options.Workers},random_seed:{run.Seed % int.MaxValue},catch_sigint_signal:false");
        return run.Remaining is { } left ? parameters + string.Create(CultureInfo.InvariantCulture, $",max_time_in_seconds:{Math.Max(0.01, left.TotalSeconds):F3}") : parameters;
    }
}
