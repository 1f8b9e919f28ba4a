using CsCheck;
using Rota.SingleMachine;
using Rota.SingleMachine.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.SingleMachine.Solvers;

public sealed class SubsetProgrammingTests
{
    [Fact]
    public void Finds_the_optimum_of_every_tiny_problem_with_weights() => RandomJobs.Weighted(7).Sample(problem =>
    {
        var solution = new SubsetProgramming().Solve(problem, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.None));
        Assert.Equal(EveryOrder.Best(problem), solution.Objective);
        Assert.Equal(Outcome.Optimal, solution.Outcome);
    }, iter: 400);

    [Fact]
    public void Refuses_releases_and_too_many_jobs_and_stops_when_told()
    {
        Assert.NotNull(SubsetProgramming.Unfit(new("r", [new("a", 1, 1, Release: 1)])));
        Assert.NotNull(SubsetProgramming.Unfit(new("n", [.. Enumerable.Range(0, 26).Select(j => new TardinessJob($"{j}", 1, 1))])));
        Assert.Null(SubsetProgramming.Solve(new("n", [.. Enumerable.Range(0, 18).Select(j => new TardinessJob($"{j}", 1, 1))]), () => true));
    }

    [Fact]
    public void No_bound_lies_above_the_optimum_and_rules_end_at_or_above_it() => RandomJobs.Any(6).Sample(problem =>
    {
        var best = EveryOrder.Best(problem);
        Assert.All(TardinessBounds.All(problem), bound => Assert.True(bound.Value <= best, bound.Name));
        var solution = new RulePortfolio().Solve(problem, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.None));
        Assert.True(solution.Objective >= best);
    }, iter: 400);

    [Fact]
    public void A_problem_without_jobs_is_solved_by_doing_nothing()
    {
        var none = new TardinessProblem("none", []);
        foreach (var solver in TardinessSolvers.All)
        {
            var solution = solver.Solve(none, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.None));
            Assert.Equal(0, solution.Objective);
            Assert.Empty(solution.Answer!.ToSchedule(none).Blocks);
        }
    }
}
