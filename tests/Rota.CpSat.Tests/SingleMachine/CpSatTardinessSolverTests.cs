using CsCheck;
using Rota.CpSat.SingleMachine;
using Rota.SingleMachine;
using Rota.SingleMachine.Generators;
using Rota.Solving;
using Rota.Tests.SingleMachine;
using Xunit;

namespace Rota.CpSat.Tests.SingleMachine;

public sealed class CpSatTardinessSolverTests
{
    [Fact]
    public void Proves_the_optimum_of_every_tiny_problem_with_and_without_a_hint_and_so_does_the_portfolio() => RandomJobs.Any(6).Sample(
        problem =>
        {
            var optimum = EveryOrder.Best(problem);
            ISolver<TardinessProblem, TardinessSequence>[] solvers =
                [new CpSatTardinessSolver(new() { Workers = 1 }), new CpSatTardinessSolver(new() { Workers = 1, Hint = false }), new TardinessPortfolio()];
            foreach (var solver in solvers)
            {
                var solution = Solve(solver, problem, 30);
                Assert.Equal(optimum, solution.Objective);
                Assert.Equal(Outcome.Optimal, solution.Outcome);
            }
        },
        iter: 15,
        threads: 1,
        seed: "0000VVmH4Ao3");

    [Fact]
    public void The_portfolio_proves_a_plain_problem_by_decomposition()
    {
        var solution = Solve(new TardinessPortfolio(), TardinessGenerator.Create(new() { Jobs = 60, DueRange = 0.2 }), 60);
        Assert.Equal(Outcome.Optimal, solution.Outcome);
    }

    [Fact]
    public void Gives_up_in_words_on_what_it_cannot_take()
    {
        var problem = TardinessGenerator.Create(new() { Jobs = 3, MaxWeight = 3 });
        Assert.Contains("at most 2 jobs", Solve(new CpSatTardinessSolver(new() { MostJobs = 2 }), problem, 1).Reason);
        Assert.Contains(CpSatTardinessSolvers.All, solver => solver.Name == "portfolio");
        Assert.Equal(CpSatTardinessSolvers.All.Count, CpSatTardinessSolvers.All.Select(solver => solver.Name).Distinct().Count());
    }

    private static Solution<TardinessSequence> Solve(ISolver<TardinessProblem, TardinessSequence> solver, TardinessProblem problem, double seconds) =>
        solver.Solve(problem, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.Time(TimeSpan.FromSeconds(seconds)), workers: 2));
}
