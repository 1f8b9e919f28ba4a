using Rota.Randomness;
using Rota.Shop.Solvers.Tabu;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>
/// Tabu search with path relinking (TS/PR; Peng, Lü, Cheng 2015) for the makespan of job shops without a choice of machines: an elite population,
/// each member a tabu walk's best; pairs are relinked, the best point of the path walked again, the child competes. Threads share the population.
/// </summary>
public sealed class TabuSearch(TabuOptions? options = null, string name = "tabu") : ISolver<ShopProblem, ShopSchedule>
{
    private readonly TabuOptions options = options ?? new TabuOptions();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => options.PathRelinking
        ? $"tabu search ({options.Neighborhood}) with path relinking between elite schedules"
        : $"tabu search ({options.Neighborhood}) with restarts from elite schedules";

    /// <summary>Why this search does not fit a problem, null when it does.</summary>
    public static string? Unfit(ShopProblem problem)
    {
        if (problem.IsFlexible) return "tabu search needs one machine per operation; try local-search";
        if (problem.Objective != ShopObjective.Makespan) return "tabu search minimises the makespan only; try local-search";
        return problem.Horizon / problem.TimeQuantum > int.MaxValue / 2
            ? "tabu search needs a horizon below 2^30 time units; try rules or cp-sat" : null;
    }

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (problem.OperationCount == 0)
        {
            run.Offer(ShopSchedule.FromStarts([]), 0, Name);
            return;
        }
        run.ProveBound(ShopBounds.Best(problem).Value, Name);
        var shared = new TabuThread.Shared(problem, run, options, Name, problem.TimeQuantum);
        var threads = options.Threads ?? run.Workers;
        var streams = new RandomStream(run.Seed).Split(Name);
        var members = Enumerable.Range(0, threads).Select(i => new Member(new TabuThread(shared, streams.Split(i), i), Name)).ToArray();
        new SideBySide<ShopProblem, ShopSchedule>(Name, Description, members).Improve(problem, run);
    }

    private sealed class Member(TabuThread thread, string name) : ISolver<ShopProblem, ShopSchedule>
    {
        public string Name => name;

        public string Description => name;

        public void Improve(ShopProblem problem, Run<ShopSchedule> run) => thread.Work();
    }
}
