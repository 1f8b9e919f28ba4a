using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Shop;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>
/// Constraint programming with OR-Tools CP-SAT, for every shop and objective. Starts from the run's incumbent (a rule's schedule when there is none): hint, and only what is
/// better is searched for. When another solver of the run goes ahead, it starts again below the new incumbent. Its bounds go to the run.
/// </summary>
public sealed class CpSatShopSolver(CpSatOptions? options = null, string name = "cp-sat") : ISolver<ShopProblem, ShopSchedule>
{
    private const long MostTime = 1L << 50;

    private readonly CpSatOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => options.Hint
        ? $"constraint programming: OR-Tools CP-SAT with {options.Workers} workers, hinted by the best schedule known"
        : $"constraint programming: OR-Tools CP-SAT with {options.Workers} workers, from nothing";

    /// <summary>Why this solver does not fit a problem, null when it does.</summary>
    public string? Unfit(ShopProblem problem)
    {
        if (problem.OperationCount > options.MostOperations)
            return $"CP-SAT takes at most {options.MostOperations} operations here, the shop has {problem.OperationCount}; try tabu";
        return problem.Horizon / problem.TimeQuantum > MostTime ? "CP-SAT needs a horizon below 2^50 time units; try rules" : null;
    }

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (options.Hint && run.Best is null) new RulePortfolio(variants: 0).Improve(problem, run);
        run.ProveBound(ShopBounds.Best(problem).Value, Name);
        var patience = TimeSpan.FromSeconds(options.FirstRestart);
        for (var round = 0; !run.ShouldStop; round++, patience *= 2)
            if (!Search(problem, run, patience, round)) return;
    }

    /// <summary>One search below the incumbent; false when there is nothing more to find.</summary>
    private bool Search(ShopProblem problem, Run<ShopSchedule> run, TimeSpan patience, int number)
    {
        var known = options.Hint ? run.Best : null;
        var unit = problem.TimeQuantum;
        var model = new ShopModel(problem, unit, known?.Objective, run.Bound);
        if (model.IsEmpty) return Exhausted(run, known?.Objective);
        if (known is { } best) model.Hint(best.Answer);
        if (run.ShouldStop) return false;
        var own = known?.Objective ?? long.MaxValue;
        var began = run.Elapsed;
        var overtaken = false;
        using var search = new CpSatRound(model.Model, Parameters(run, number))
        {
            Nice = options.Nice,
            Found = solution =>
            {
                var schedule = model.Read(solution);
                var cost = JobCost.Of(problem, schedule);
                own = Math.Min(own, cost);
                run.Offer(schedule, cost, Name);
            },
            Bounded = value => Bounded(run, value, unit, known?.Objective),
        };
        var status = search.Run(() =>
        {
            overtaken = options.Hint && run.Objective < own && run.Elapsed - began > patience;
            return overtaken || run.ShouldStop;
        });
        if (status == CpSolverStatus.Infeasible) return Exhausted(run, known?.Objective);
        if (status != CpSolverStatus.Optimal) return overtaken;
        run.ProveBound(own, Name);
        return false;
    }

    /// <summary>Nothing lies below <paramref name="below"/>: the schedule that cost it is optimal.</summary>
    private bool Exhausted(Run<ShopSchedule> run, long? below)
    {
        if (below is { } value) run.ProveBound(value, Name);
        return false;
    }

    private void Bounded(Run<ShopSchedule> run, double value, long unit, long? below)
    {
        // Of schedules below the incumbent only: no schedule at all is below the smaller of both.
        var bound = (long)Math.Ceiling(value - 1e-6) * unit;
        run.ProveBound(Math.Min(bound, below ?? long.MaxValue), Name);
    }

    private string Parameters(Run<ShopSchedule> run, int round)
    {
        var seed = (int)((run.Seed + (ulong)round) % int.MaxValue);
        var parameters = string.Create(CultureInfo.InvariantCulture, $"num_workers:{options.Workers},random_seed:{seed},catch_sigint_signal:false");
        return run.Remaining is { } left
            ? parameters + string.Create(CultureInfo.InvariantCulture, $",max_time_in_seconds:{Math.Max(0.01, left.TotalSeconds):F3}")
            : parameters;
    }
}
