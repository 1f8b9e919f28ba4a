using Rota.Randomness;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>
/// Simulated annealing for every shop and every objective: flexible, re-entrant, with releases; makespan, flow, (weighted) tardiness. A move takes an operation from a critical
/// path of a job that costs something and puts it elsewhere on its machine or on another; its effect is computed exactly, along the part of the schedule
/// that changes. Rounds cool from hot to cold and start from the best schedule of all threads. Runs until told to stop.
/// </summary>
public sealed class LocalSearch(AnnealingOptions? options = null) : ISolver<ShopProblem, ShopSchedule>
{
    private readonly AnnealingOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "local-search";

    /// <inheritdoc/>
    public string Description => "simulated annealing over machine sequences and machine choices, for every objective";

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        if (run.Best is null) new RulePortfolio(variants: 0).Improve(problem, run);
        run.ProveBound(ShopBounds.Best(problem).Value, Name);
        if (run.ShouldStop || problem.OperationCount == 0) return;
        var arrays = new DispatchArrays(problem);
        var streams = new RandomStream(run.Seed).Split(Name);
        var walks = Enumerable.Range(0, options.Threads ?? run.Workers)
            .Select(i => new Walker(new AnnealingWalk(arrays, run, options, streams.Split(i), Name), Name)).ToArray();
        new SideBySide<ShopProblem, ShopSchedule>(Name, Description, walks).Improve(problem, run);
    }

    private sealed class Walker(AnnealingWalk walk, string name) : ISolver<ShopProblem, ShopSchedule>
    {
        public string Name => name;

        public string Description => name;

        public void Improve(ShopProblem problem, Run<ShopSchedule> run) => walk.Work();
    }
}
