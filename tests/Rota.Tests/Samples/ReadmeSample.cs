using Rota.Shop;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.Tests.Samples;

/// <summary>The sample of README.md; <see cref="ReadmeTests"/> holds the two equal.</summary>
internal static class ReadmeSample
{
    public static Solution<ShopSchedule> Plan()
    {
        // <sample>
        var shop = new ShopProblem("bakery", machineCount: 2,
        [
            new ShopJob("bread", [new Operation(machine: 0, duration: 3), new Operation(machine: 1, duration: 5)]),
            new ShopJob("cake", [new Operation(machine: 1, duration: 2), new Operation(machine: 0, duration: 4)]),
        ]);

        var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(10)));
        var solution = new TabuSearch().Solve(shop, ShopChecker.Instance, run);

        Console.WriteLine($"{solution.Outcome}: makespan {solution.Objective}, proved at least {solution.Bound}");
        foreach (var block in solution.Answer!.ToSchedule(shop).Blocks)
            Console.WriteLine($"machine {block.Resource}  {block.Interval}  {shop.Jobs[block.Work].Name}");
        // </sample>
        return solution;
    }
}
