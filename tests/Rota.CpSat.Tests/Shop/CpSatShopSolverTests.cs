using CsCheck;
using Rota.CpSat.Shop;
using Rota.Shop;
using Rota.Solving;
using Rota.Tests.Shop;
using Xunit;

namespace Rota.CpSat.Tests.Shop;

public sealed class CpSatShopSolverTests
{
    private static readonly CpSatShopSolver Hinted = new(new CpSatOptions { Workers = 1 });
    private static readonly CpSatShopSolver Cold = new(new CpSatOptions { Workers = 1, Hint = false });

    [Fact]
    public void Proves_the_optimum_of_every_tiny_shop_with_and_without_a_hint() =>
        RandomShops.Tiny.Sample(
            problem =>
            {
                var optimum = BruteForce.Best(problem);
                foreach (var solver in new[] { Hinted, Cold })
                {
                    var solution = Solve(solver, problem, 20);
                    Assert.Equal(Outcome.Optimal, solution.Outcome);
                    Assert.Equal(optimum, solution.Objective);
                    Assert.Equal(optimum, solution.Bound);
                }
            },
            iter: 60,
            threads: 1,
            seed: "0000VVmH4Ao3");

    [Fact]
    public void Counts_in_the_common_unit_and_answers_in_the_shops_own()
    {
        var shop = new ShopProblem(
            "thousands",
            2,
            [
                new("a", [new(0, 3_000_000_000_000), new(1, 2_000_000_000_000)]),
                new("b", [new(1, 4_000_000_000_000), new(0, 1_000_000_000_000)]),
            ]);
        var solution = Solve(Hinted, shop, 20);
        Assert.Equal(6_000_000_000_000, solution.Objective);
        Assert.Equal(Outcome.Optimal, solution.Outcome);
    }

    [Fact]
    public void Proves_an_incumbent_of_another_solver_optimal()
    {
        var shop = new ShopProblem("two", 1, [new("a", [new(0, 3)]), new("b", [new(0, 4)])]);
        var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20)));
        run.Offer(ShopSchedule.FromStarts([0, 3]), 7, "somebody");
        var solution = Hinted.Solve(shop, ShopChecker.Instance, run);
        Assert.Equal(Outcome.Optimal, solution.Outcome);
        Assert.Equal("somebody", solution.Trajectory[0].Source);
    }

    [Fact]
    public void Gives_up_in_words_on_a_shop_that_is_too_large()
    {
        var solver = new CpSatShopSolver(new CpSatOptions { MostOperations = 1 });
        var shop = new ShopProblem("two", 1, [new("a", [new(0, 3)]), new("b", [new(0, 4)])]);
        var solution = Solve(solver, shop, 1);
        Assert.Equal(Outcome.Unknown, solution.Outcome);
        Assert.Contains("at most 1 operations", solution.Reason);
    }

    [Fact]
    public void Returns_the_best_so_far_when_cancelled_from_outside()
    {
        using var source = new CancellationTokenSource();
        var run = new Run<ShopSchedule>(
            Limit.None, progress: new Cancel(source), cancellation: source.Token);
        var solution = new CpSatShopSolver().Solve(Hard(), ShopChecker.Instance, run);
        Assert.NotNull(solution.Answer);
        Assert.NotEqual(Outcome.Unknown, solution.Outcome);
    }

    [Fact]
    public void The_portfolio_proves_tiny_shops_of_every_kind() =>
        RandomShops.Tiny.Sample(
            problem => Assert.Equal(BruteForce.Best(problem), Solve(new ShopPortfolio(), problem, 20).Objective), iter: 20, threads: 1, seed: "0000VVmH4Ao3");

    private static Solution<ShopSchedule> Solve(ISolver<ShopProblem, ShopSchedule> solver, ShopProblem problem, double seconds) =>
        solver.Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(seconds)), workers: 2));

    private static ShopProblem Hard() => new(
        "hard", 12, [.. Enumerable.Range(0, 12).Select(j => new ShopJob($"{j}", [.. Enumerable.Range(0, 12).Select(k => new Operation((k * 5 + j * 7) % 12, 1 + ((j * 31) + (k * 17)) % 97))]))]);

    private sealed class Cancel(CancellationTokenSource source) : IProgress<TrajectoryPoint>
    {
        public void Report(TrajectoryPoint value)
        {
            if (value.Objective is not null && value.Source == "cp-sat") source.Cancel();
        }
    }
}
