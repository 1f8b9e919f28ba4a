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
        var unit = problem.TimeQuantum;
        new CpSatSearch<ShopSchedule>(run, options, Name)
        {
            Build = below => new ShopModel(problem, unit, below, run.Bound),
            Cost = schedule => JobCost.Of(problem, schedule),
            Unit = unit,
        }.Improve();
    }
}
