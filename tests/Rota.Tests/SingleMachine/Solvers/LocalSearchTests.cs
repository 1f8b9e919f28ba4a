using CsCheck;
using Rota.Randomness;
using Rota.SingleMachine;
using Rota.SingleMachine.Generators;
using Rota.SingleMachine.Solvers;
using Rota.SingleMachine.Solvers.Walk;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.SingleMachine.Solvers;

public sealed class LocalSearchTests
{
    [Fact]
    public void A_walk_keeps_an_order_and_knows_its_cost() => RandomJobs.Any(12).Where(problem => problem.Jobs.Length > 1).Sample(problem =>
    {
        var walk = new WalkingOrder(problem, new RandomStream(5));
        walk.Take(Enumerable.Range(0, problem.Jobs.Length).ToArray());
        for (var round = 0; round < 5; round++)
        {
            var before = walk.Cost;
            walk.Descend(() => false);
            Assert.True(walk.Cost <= before);
            var verdict = TardinessChecker.Instance.Check(problem, TardinessSequence.Of(walk.Order));
            Assert.Empty(verdict.Violations);
            Assert.Equal(verdict.Objective, walk.Cost);
            walk.Stir(4);
        }
    }, iter: 200);

    [Fact]
    public void Repeated_descents_find_the_optimum_of_small_problems() => RandomJobs.Any(7).Where(problem => problem.Jobs.Length > 1).Sample(problem =>
    {
        var walk = new WalkingOrder(problem, new RandomStream(7));
        var best = long.MaxValue;
        var optimum = EveryOrder.Best(problem);
        walk.Take(Enumerable.Range(0, problem.Jobs.Length).ToArray());
        for (var round = 0; round < 300 && best > optimum; round++)
        {
            walk.Descend(() => false);
            best = Math.Min(best, walk.Cost);
            walk.Stir(3);
        }
        Assert.Equal(optimum, best);
    }, iter: 60);

    [Fact]
    public void The_proven_optimum_of_fifty_jobs_is_reached()
    {
        var problem = TardinessGenerator.Create(new() { Jobs = 50, DueRange = 0.2, Tightness = 0.6 });
        var optimum = BranchAndMemorize.Solve(problem, new())!.Value;
        var run = new Run<TardinessSequence>(Limit.Target(optimum) | Limit.Time(TimeSpan.FromSeconds(60)));
        Assert.Equal(optimum, new LocalSearch().Solve(problem, TardinessChecker.Instance, run).Objective);
    }
}
