using CsCheck;
using Rota.Shop;
using Rota.Shop.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

public class LocalSearchTests
{
    [Fact]
    public void Every_answer_is_good_and_no_worse_than_the_rules() => RandomShops.Any.Sample(
        problem =>
        {
            // The same time for both: the search starts with these rules.
            var rules = new RulePortfolio(variants: 0).Solve(problem, ShopChecker.Instance, Readings(60));
            var solution = Solve(problem, readings: 60);
            Assert.InRange(solution.Objective!.Value, solution.Bound, rules.Objective!.Value);
        },
        iter: 400);

    [Fact]
    public void Tiny_shops_are_solved_to_the_optimum() => RandomShops.Tiny.Sample(
        problem => Assert.Equal(BruteForce.Best(problem), Solve(problem, readings: 100).Objective),
        iter: 300);

    [Fact]
    public void The_same_seed_gives_the_same_answer() => RandomShops.Any.Sample(
        problem =>
        {
            var (one, two) = (Solve(problem, readings: 40), Solve(problem, readings: 40));
            return one.Answer!.Starts.SequenceEqual(two.Answer!.Starts) && one.Answer.Modes.SequenceEqual(two.Answer.Modes);
        },
        iter: 100);

    private static Solution<ShopSchedule> Solve(ShopProblem problem, int readings) => new LocalSearch().Solve(
        problem, ShopChecker.Instance, Readings(readings));

    private static Run<ShopSchedule> Readings(int count) => new(Limit.Time(TimeSpan.FromMilliseconds(count)), clock: new CountingClock());
}
