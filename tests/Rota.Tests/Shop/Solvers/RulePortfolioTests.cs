using CsCheck;
using Rota.Shop;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

public class RulePortfolioTests
{
    [Fact]
    public void The_portfolio_is_never_worse_than_a_rule_and_never_below_its_bound() => RandomShops.Any.Sample(
        problem =>
        {
            var solution = new RulePortfolio().Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None));
            Assert.InRange(solution.Bound, 0, solution.Objective!.Value);
            foreach (var rule in RulePortfolio.Suited(problem.Objective).Where(rule => !rule.UsesChance))
                Assert.True(solution.Objective <= JobCost.Of(problem, new NonDelaySimulation(problem).Dispatch(rule)), rule.Name);
        },
        iter: 300);

    [Fact]
    public void The_same_seed_gives_the_same_trajectory() => RandomShops.Any.Sample(
        problem =>
        {
            var runs = Enumerable.Range(0, 2).Select(_ => new RulePortfolio().Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None, seed: 7)));
            return runs.Select(run => string.Join(";", run.Trajectory.Select(p => $"{p.Objective} {p.Bound} {p.Source}"))).Distinct().Count() == 1;
        },
        iter: 100);

    [Fact]
    public void A_single_rule_is_a_solver_named_after_it()
    {
        var problem = new ShopProblem("one", 1, [new("a", [new(0, 3)]), new("b", [new(0, 2)])], ShopObjective.TotalFlow);
        var solver = new RuleSolver(new FlowDueDateOverWorkRemaining());
        Assert.Equal("fdd-mwkr", solver.Name);
        var solution = new RuleSolver(new ShortestProcessingTime()).Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None));
        Assert.Equal(("spt", 7L), (solution.Solver, solution.Objective));
    }

    [Fact]
    public void The_portfolio_stops_where_its_bound_proves_it_best()
    {
        var problem = new ShopProblem("one", 1, [new("a", [new(0, 3)]), new("b", [new(0, 2)])]);
        var solution = new RulePortfolio().Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None));
        Assert.Equal((Outcome.Optimal, 5L), (solution.Outcome, solution.Objective));
    }

    [Fact]
    public void A_cancelled_run_comes_back_at_once()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var jobs = Enumerable.Range(0, 300).Select(j => new ShopJob($"{j}", [.. Enumerable.Range(0, 100).Select(k => new Operation((j + k) % 100, 1 + (j * k % 7)))]));
        var problem = new ShopProblem("large", 100, [.. jobs]);
        var solution = new RulePortfolio().Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None, cancellation: cancelled.Token));
        Assert.Equal(Outcome.Unknown, solution.Outcome);
    }
}
