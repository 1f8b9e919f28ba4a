using CsCheck;
using Rota.Randomness;
using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Simulation;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class FlowBoundTests
{
    private const int Instances = 10_000;

    [Fact]
    public void Shortest_operation_is_twice_the_optimum_at_most_on_uniform_tests()
    {
        var random = new RandomStream(20260213);
        var worst = 0.0;
        for (var i = 0; i < Instances; i++)
        {
            var (test, release) = (random.Next(1, 8), 0L);
            var problem = FlowJobs.Of([.. Enumerable.Range(0, random.Next(2, 13)).Select(_ => (release += random.Next(0, 3) * random.Next(0, 8), new long[] { test, random.Next(1, 20) }))]);
            worst = Math.Max(worst, FlowJobs.Ratio(problem, new ShortestOperation()));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"worst {worst:0.000}");
        Assert.InRange(worst, 1.3, 2);
    }

    [Fact]
    public void Chunk_balance_and_ours_stay_below_the_number_of_operations_on_random_chains()
    {
        var random = new RandomStream(20260214);
        var (worst, own) = (0.0, 0.0);
        for (var i = 0; i < Instances; i++)
        {
            var release = 0L;
            var longest = random.Next(1, 40);
            var problem = FlowJobs.Of([.. Enumerable.Range(0, random.Next(2, 12)).Select(_ =>
                (release += random.Next(0, longest), Enumerable.Range(0, random.Next(1, 6)).Select(_ => (long)random.Next(1, longest)).ToArray()))]);
            var m = problem.MaxOperations;
            var ratio = FlowJobs.Ratio(problem, new ChunkBalance());
            // The theorem's order with the constant of the specification; then what has always been seen.
            Assert.True(ratio <= 12.0 * m * m);
            Assert.True(ratio <= Math.Max(m, 1.75), $"instance {i}: {ratio} with {m} operations");
            worst = Math.Max(worst, ratio);
            own = Math.Max(own, FlowJobs.Ratio(problem, new ProgressFirst()));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"worst {worst:0.000}, ours {own:0.000}");
        Assert.InRange(worst, 1.2, 6);
        Assert.InRange(own, 1.1, 6);
    }

    [Fact]
    public void On_one_operation_a_job_shortest_operation_is_optimal_and_chunks_are_jobs() =>
        FlowJobs.Any(1, 10, 1, 60, 20).Sample(problem =>
        {
            var optimum = FlowOptimum.Of(problem).TotalFlow;
            Assert.Equal(optimum, FlowJobs.Run(problem, new ShortestOperation()).TotalFlow);
            Assert.Equal(FlowJobs.Run(problem, new Balance()).Completions, FlowJobs.Run(problem, new ChunkBalance()).Completions);
            Assert.True(FlowJobs.Run(problem, new Balance()).TotalFlow <= 12 * optimum);
        }, iter: 1000, threads: 1);

    [Fact]
    public void Balance_keeps_its_invariants() =>
        Gen.Select(FlowJobs.Any(1, 40, 1, 500, 60), Gen.Int[1, 16]).Sample((problem, mu) =>
        {
            var estimates = new RandomStream((ulong)mu);
            var noisy = problem.Jobs.Select(job => Math.Max(1, job.Work * estimates.Next(1, mu) / Math.Max(1, mu / 2))).ToArray();
            FlowJobs.Run(problem, new WatchedBalance(new Balance(job => noisy[job])), new() { UnitSlots = false });
        }, iter: 1000, threads: 1);

    [Fact]
    public void Ours_is_within_a_tenth_of_the_better_of_both_on_every_family()
    {
        foreach (var options in Families())
        {
            var problem = FlowFamilies.Create(options);
            var better = Math.Min(FlowJobs.Ratio(problem, new ShortestOperation()), FlowJobs.Ratio(problem, new ChunkBalance()));
            foreach (var own in (FlowPolicy[])[new ProgressFirst(), new Hindsight()])
            {
                var ratio = FlowJobs.Ratio(problem, own);
                Assert.True(ratio <= 1.1 * better, $"{own.GetType().Name} on {options.Name}: {ratio} against {better}");
            }
        }
    }

    [Fact]
    public void Hindsight_leaves_a_rule_that_the_past_speaks_against()
    {
        // Most jobs are one short operation, some are fifty: who has come far is far from the end, and progress-first is wrong.
        var random = new RandomStream(5);
        var problem = FlowJobs.Of([.. Enumerable.Range(0, 200).Select(j => ((long)j * 55, Enumerable.Repeat(10L, random.Next(10) == 0 ? 50 : 1).ToArray()))]);
        var (hindsight, progress) = (new Hindsight(), FlowJobs.Ratio(problem, new ProgressFirst()));
        Assert.True(FlowJobs.Ratio(problem, hindsight) < 0.8 * progress);
        Assert.NotEqual(0, hindsight.Leader);
    }

    [Fact]
    public void Hindsight_with_one_rule_is_that_rule() =>
        FlowJobs.Chains.Sample(problem => Assert.Equal(
            FlowJobs.Run(problem, new ChunkBalance()).Completions,
            FlowJobs.Run(problem, new Hindsight(new() { Rules = [() => new ChunkBalance()], FirstLook = 1 })).Completions), iter: 200, threads: 1);

    private static IEnumerable<FlowFamilyOptions> Families()
    {
        const int Flood = 5_000;
        foreach (var (jobs, size) in ((int, int)[])[(30, 1), (30, 2), (30, 7), (30, 16)])
            yield return new() { Family = FlowFamily.UniformTests, Jobs = jobs, Size = size, Flood = Flood };
        foreach (var (m, c) in ((int, int)[])[(2, 64), (5, 100), (20, 64)])
        {
            yield return new() { Family = FlowFamily.Creep, Jobs = 24, Operations = m, Size = c, Flood = Flood };
            yield return new() { Family = FlowFamily.Liar, Jobs = 8, Operations = m, Size = c / 4, Flood = Flood };
        }
        foreach (var m in (int[])[2, 4, 6])
        {
            yield return new() { Family = FlowFamily.Geometric, Jobs = 32, Operations = m, Flood = Flood };
            yield return new() { Family = FlowFamily.Descending, Jobs = 32, Operations = 4 * m, Flood = Flood };
            yield return new() { Family = FlowFamily.Random, Jobs = 300, Operations = 2 * m, Seed = 77 };
        }
    }
}
