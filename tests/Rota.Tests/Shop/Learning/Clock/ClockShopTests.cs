using CsCheck;
using Rota.Learning;
using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Generators;
using Rota.Shop.Learning.Clock;
using Xunit;

namespace Rota.Tests.Shop.Learning.Clock;

public sealed class ClockShopTests
{
    private static Gen<ShopProblem> Shops => Gen.Select(Gen.Int[1, 6], Gen.Int[1, 5], Gen.UInt).Select((jobs, machines, seed) => ShopGenerator.Create(new()
    {
        Jobs = jobs,
        Machines = machines,
        Seed = seed,
        MinDuration = 0,
        MaxDuration = 9,
        Kind = ShopKind.Reentrant,
        OperationsPerJob = 4,
    }));

    [Fact]
    public void Waiting_raises_the_clock_to_the_second_smallest_bound_and_lets_a_job_that_comes_later_go_first()
    {
        // Job 0 holds machine 1 until 3; job 1 could go there at 1, job 2 is on machine 0 from 0 on.
        var problem = new ShopProblem("waiting", 2, [new("a", [new(1, 3)]), new("b", [new(0, 1), new(1, 5)]), new("c", [new(0, 4)])]);
        var environment = new ClockShopEnvironment(problem);
        environment.Reset(0);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(environment.IsLegal));
        environment.Step(1);
        // Machine 1 is free, a may start at 0; c has to wait for 1, b's second operation too.
        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(environment.IsLegal));
        var waited = environment.Step(3);
        Assert.Equal((1, 1.0), (environment.Now, waited.Elapsed));
        environment.Step(1);
        environment.Step(2);
        Assert.Equal(6, environment.Now);
        Assert.True(environment.Step(0).IsOver);
        Assert.Equal([6, 0, 1, 1], environment.Schedule().Starts);
        Assert.Equal(9, environment.Cost);
    }

    [Fact]
    public void Every_episode_is_a_schedule_the_referee_accepts_and_a_fork_does_not_touch_it() => Shops.Sample(problem =>
    {
        var environment = new ClockShopEnvironment(problem);
        environment.Reset(0);
        var observation = new Observation(environment.Schema);
        var random = new RandomStream(5);
        for (var step = 0; environment.CandidateCount > 0; step++)
        {
            observation.Capture(environment);
            var digest = environment.Digest();
            var candidate = new RandomPolicy().Choose(new(environment, observation), random.Split(step), 1).Candidate;
            environment.Fork().Step(candidate);
            Assert.Equal(digest, environment.Digest());
            environment.Step(candidate);
        }
        var verdict = ShopChecker.Instance.Check(problem, environment.Schedule());
        Assert.Empty(verdict.Violations);
        Assert.Equal(verdict.Objective, (long)environment.Cost);
    }, iter: 60);
}
