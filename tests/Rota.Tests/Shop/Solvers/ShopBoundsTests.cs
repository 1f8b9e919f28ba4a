using CsCheck;
using Rota.Shop;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

public class ShopBoundsTests
{
    // Machine 0: a [0, 3) with 4 to follow, b from 2 for 2 with 1 to follow. Machine 1: a 4; b 2 before and 1 after.
    private static readonly ShopProblem Pair = new(
        "pair", 2, [new("a", [new(0, 3), new(1, 4)]), new("b", [new(1, 2), new(0, 2), new(1, 1)])]);

    [Theory]
    [InlineData("job", 7)] // a: 3 + 4
    [InlineData("load", 7)] // machine 1: 4 + 2 + 1
    [InlineData("head-tail", 7)] // machine 1: 0 + 7 + 0; machine 0: 0 + 5 + 1
    [InlineData("jackson", 8)] // machine 1: b [0, 2), a [3, 7), b [7, 8)
    [InlineData("group", 0)]
    public void The_makespan_bounds_of_a_small_shop(string name, long expected) =>
        Assert.Equal(expected, ShopBounds.All(Pair).Single(bound => bound.Name == name).Value);

    [Fact]
    public void The_best_bound_is_the_highest() => Assert.Equal(("jackson", 8L), (ShopBounds.Best(Pair).Name, ShopBounds.Best(Pair).Value));

    [Fact]
    public void Machines_that_share_operations_are_bound_together()
    {
        // Three operations of 4 on two alike machines: 12 of work, so 6 at least.
        Operation either = new([new(0, 4), new(1, 4)]);
        var problem = new ShopProblem("two lines", 2, [new("a", [either]), new("b", [either]), new("c", [either])]);
        Assert.Equal(("group", 6L), (ShopBounds.Best(problem).Name, ShopBounds.Best(problem).Value));
    }

    [Theory]
    [InlineData(ShopObjective.TotalFlow, 10)] // 1, 3, 6 on one machine
    [InlineData(ShopObjective.TotalTardiness, 5)] // all due at 2: 0, 1 and 4 late
    [InlineData(ShopObjective.TotalWeightedTardiness, 10)] // each twice
    public void One_machine_shared_bounds_sums(ShopObjective objective, long expected)
    {
        var problem = new ShopProblem(
            "one",
            1,
            [
                new("a", [new(0, 1)], Due: 2, Weight: 2),
                new("b", [new(0, 2)], Due: 2, Weight: 2),
                new("c", [new(0, 3)], Due: 2, Weight: 2),
            ],
            objective);
        Assert.Equal(expected, ShopBounds.Best(problem).Value);
    }

    [Fact]
    public void No_bound_is_above_the_optimum() => RandomShops.Tiny.Sample(
        problem =>
        {
            var optimum = BruteForce.Best(problem);
            foreach (var bound in ShopBounds.All(problem)) Assert.True(bound.Value <= optimum, $"{bound} but optimum {optimum}");
        },
        iter: 3000);

    [Fact]
    public void No_bound_is_above_a_schedule() => RandomShops.Any.Sample(
        problem =>
        {
            var objective = PriorityRules.All.Where(rule => !rule.UsesChance)
                .Min(rule => JobCost.Of(problem, new NonDelaySimulation(problem).Dispatch(rule)));
            foreach (var bound in ShopBounds.All(problem)) Assert.True(bound.Value <= objective, $"{bound} but objective {objective}");
        },
        iter: 2000);

    [Fact]
    public void No_bound_is_above_the_best_known_makespan()
    {
        if (SharedData.Find("shop/bks.csv") is not { } path) { Assert.Skip("shared data is absent"); return; }
        var rows = File.ReadLines(path).Select(line => line.Split(',')).ToArray();
        var column = Array.IndexOf(rows[0], "upper_bound");
        var best = rows.Skip(1).ToDictionary(row => row[0], row => long.Parse(row[column]));
        var tight = 0;
        foreach (var problem in new[] { "ft", "la", "abz", "orb", "swv", "yn", "ta" }.SelectMany(set => SharedShops.Read(set)!.Values))
        {
            var bound = ShopBounds.Best(problem);
            var upper = best[problem.Name];
            Assert.True(bound.Value <= upper, $"{problem.Name}: {bound} but {upper} is known");
            if (bound.Value == upper) tight++;
        }
        Assert.True(tight >= 45, $"only {tight} of 156 bounds are tight");
    }
}
