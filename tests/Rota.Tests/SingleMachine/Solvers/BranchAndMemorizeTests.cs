using CsCheck;
using Rota.SingleMachine;
using Rota.SingleMachine.Generators;
using Rota.SingleMachine.Solvers;
using Rota.SingleMachine.Solvers.Decomposition;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.SingleMachine.Solvers;

public sealed class BranchAndMemorizeTests
{
    [Fact]
    public void Finds_the_optimum_of_every_small_problem() => RandomJobs.Plain(11).Sample(problem =>
    {
        var solution = new BranchAndMemorize().Solve(problem, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.None));
        Assert.Equal(Outcome.Optimal, solution.Outcome);
        Assert.Equal(SubsetProgramming.Solve(problem)!.Value.Value, solution.Objective);
    }, iter: 1500);

    [Fact]
    public void Finds_the_optimum_of_every_class_of_fifteen_jobs()
    {
        for (var seed = 0UL; seed < 5; seed++)
            foreach (var (range, tightness) in TardinessGenerator.Classes)
            {
                var problem = TardinessGenerator.Create(new() { Jobs = 15, DueRange = range, Tightness = tightness, Seed = seed, ClampDue = false });
                var found = BranchAndMemorize.Solve(problem, new())!;
                Assert.Equal(SubsetProgramming.Solve(problem)!.Value.Value, found.Value);
                Assert.Equal(found.Value, TardinessChecker.Instance.Check(problem, TardinessSequence.Of(found.Order)).Objective);
            }
    }

    [Theory]
    [InlineData("20-uniform", 800)]
    [InlineData("100", 200)]
    public void Published_optima_are_found(string set, int count)
    {
        if (SharedJobs.Read(set) is not { } instances) { Assert.Skip("shared data absent"); return; }
        Assert.Equal(count, instances.Count);
        foreach (var (problem, optimum) in instances) Assert.Equal(optimum, BranchAndMemorize.Solve(problem, new())!.Value);
    }

    [Fact]
    public void A_switch_or_a_table_that_overflows_changes_nothing_but_the_work()
    {
        foreach (var (range, tightness) in TardinessGenerator.Classes)
        {
            var problem = TardinessGenerator.Create(new() { Jobs = 70, DueRange = range, Tightness = tightness, Seed = 3 });
            var usual = BranchAndMemorize.Solve(problem, new())!;
            foreach (var options in new DecompositionOptions[] { new() { Vectors = false }, new() { CutEnd = false }, new() { RememberOneIn = 1 }, new() { RememberOneIn = 16 }, new() { MemoryBytes = 0 } })
            {
                var other = BranchAndMemorize.Solve(problem, options)!;
                Assert.Equal(usual.Value, other.Value);
                Assert.Equal(usual.Value, TardinessChecker.Instance.Check(problem, TardinessSequence.Of(other.Order)).Objective);
            }
        }
        var hard = TardinessGenerator.Create(new() { Jobs = 100, DueRange = 0.2, Tightness = 0.6, Seed = 3 });
        Assert.True(BranchAndMemorize.Solve(hard, new() { MemoryBytes = 0 })!.Evictions > 0);
    }

    [Fact]
    public void Stops_when_told_and_refuses_what_it_cannot_prove()
    {
        var hard = TardinessGenerator.Create(new() { Jobs = 500, DueRange = 0.2, Tightness = 0.6 });
        Assert.Null(BranchAndMemorize.Solve(hard, new(), () => true));
        var weighted = new TardinessProblem("w", [new("a", 1, 1, Weight: 2)]);
        var run = new Run<TardinessSequence>(Limit.None);
        Assert.Equal("decomposition needs equal weights; try portfolio", new BranchAndMemorize().Solve(weighted, TardinessChecker.Instance, run).Reason);
        Assert.NotNull(BranchAndMemorize.Unfit(new("r", [new("a", 1, 1, Release: 2)])));
        Assert.NotNull(BranchAndMemorize.Unfit(TardinessGenerator.Create(new() { Jobs = 4096 })));
        Assert.NotNull(BranchAndMemorize.Unfit(TardinessProblem.AsPublished("n", [new("a", 0, 1)])));
        // 2048 jobs leave 28 bits for the time.
        Assert.NotNull(BranchAndMemorize.Unfit(TardinessGenerator.Create(new() { Jobs = 2048, MinLength = 200_000, MaxLength = 200_000 })));
    }

    [Fact]
    public void Times_near_the_limit_do_not_overflow()
    {
        var problem = TardinessGenerator.Create(new() { Jobs = 14, MinLength = 500_000, MaxLength = 1_000_000, DueRange = 0.2, Seed = 5 });
        var large = new TardinessProblem("large", [.. problem.Jobs.Select(job => new TardinessJob(job.Id, job.Processing * 150, job.Due * 150))]);
        Assert.Equal(SubsetProgramming.Solve(large)!.Value.Value, BranchAndMemorize.Solve(large, new())!.Value);
    }
}
