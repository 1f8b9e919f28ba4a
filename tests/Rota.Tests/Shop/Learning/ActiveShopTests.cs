using CsCheck;
using Rota.Learning;
using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Learning;

public sealed class ActiveShopTests
{
    private static Gen<ShopProblem> Shops(int shortest) =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 5], Gen.UInt).Select((jobs, machines, seed) => ShopGenerator.Create(new()
        {
            Jobs = jobs,
            Machines = machines,
            Seed = seed,
            MinDuration = shortest,
            MaxDuration = 9,
            Kind = ShopKind.Reentrant,
            OperationsPerJob = 4,
        }));

    [Fact]
    public void A_machine_may_wait_for_a_job_that_comes_before_the_first_could_be_complete()
    {
        // Job a could run on machine 0 from 0 to 5. Job b comes there at 1, before 5: both compete. Letting b go first costs an idle unit and gains four.
        var problem = new ShopProblem("waiting", 2, [new("a", [new(0, 5)]), new("b", [new(1, 1), new(0, 2), new(1, 6)])]);
        var environment = new ActiveShopEnvironment(problem);
        environment.Reset(0);
        Assert.Equal([0, 2], Enumerable.Range(0, environment.CandidateCount).Select(environment.Operation));
        Assert.True(environment.Step(1).IsOver);
        Assert.Equal([3, 0, 1, 3], environment.Schedule().Starts);
        Assert.Equal(9, environment.Cost);
        environment.Reset(0);
        environment.Step(0);
        Assert.Equal(13, environment.Cost);
    }

    [Fact]
    public void Every_episode_is_a_schedule_the_referee_accepts_and_rewards_add_up_to_its_makespan() => Shops(0).Sample(problem =>
    {
        var environment = new ActiveShopEnvironment(problem);
        environment.Reset(0);
        var (first, sum, bound) = (environment.Cost, 0.0, 0.0);
        var (random, observation) = (new RandomStream(3), new Observation(environment.Schema));
        for (var step = 0; environment.CandidateCount > 0; step++)
        {
            observation.Capture(environment);
            Assert.True(environment.Cost >= bound, "the bound never falls");
            bound = environment.Cost;
            sum += environment.Step(new RandomPolicy().Choose(new(environment, observation), random.Split(step), 1).Candidate).Reward;
        }
        var verdict = ShopChecker.Instance.Check(problem, environment.Schedule());
        Assert.Empty(verdict.Violations);
        Assert.Equal(verdict.Objective, (long)environment.Cost);
        if (first > 0) Assert.Equal(-(environment.Cost - first) / Math.Max(1, first), sum, 9);
    }, iter: 100);

    [Fact]
    public void The_best_of_all_episodes_is_the_optimum() => Shops(1).Where(problem => problem.OperationCount <= 12).Sample(problem =>
    {
        var environment = new ActiveShopEnvironment(problem);
        environment.Reset(0);
        Assert.Equal(BruteForce.Best(problem), Least(environment));
    }, iter: 20);

    [Fact]
    public void What_is_foreseen_for_a_candidate_is_a_bound_of_every_schedule_that_takes_it() => Shops(1).Where(problem => problem.OperationCount <= 12).Sample(problem =>
    {
        var state = new ActiveState(new(problem));
        state.Reset();
        while (state.CandidateCount > 0)
        {
            for (var i = 0; i < state.CandidateCount; i++)
            {
                var taken = state.Copy();
                taken.Start(i);
                Assert.True(state.BoundIfFirst(i) <= LeastOf(taken));
            }
            state.Start(state.CandidateCount - 1);
        }
    }, iter: 20);

    [Fact]
    public void A_fork_does_not_touch_what_it_came_from()
    {
        var environment = new ActiveShopEnvironment(TaillardShops.Create("ta01"));
        environment.Reset(0);
        for (var step = 0; step < 20; step++)
        {
            var digest = environment.Digest();
            var fork = environment.Fork();
            for (var i = 0; i < 10; i++) fork.Step(fork.CandidateCount - 1);
            Assert.Equal(digest, environment.Digest());
            environment.Step(step % environment.CandidateCount);
        }
    }

    [Fact]
    public void A_rule_decides_as_it_does_in_active_schedules()
    {
        var problem = TaillardShops.Create("ta01");
        var environment = new ActiveShopEnvironment(problem);
        Evaluator.Run(() => environment, ShopDispatchPolicies.Of(new MostWorkRemaining()), [0UL], EvaluationMode.Greedy, new CountingClock(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(new GifflerThompson(problem).Dispatch(new MostWorkRemaining()).Starts, environment.Schedule().Starts);
    }

    private static long Least(IEnvironment environment)
    {
        if (environment.CandidateCount == 0) return (long)environment.Cost;
        var least = long.MaxValue;
        for (var i = 0; i < environment.CandidateCount; i++)
        {
            var fork = environment.Fork()!;
            fork.Step(i);
            least = Math.Min(least, Least(fork));
        }
        return least;
    }

    private static long LeastOf(ActiveState state)
    {
        if (state.CandidateCount == 0) return state.Bound;
        var least = long.MaxValue;
        for (var i = 0; i < state.CandidateCount; i++)
        {
            var copy = state.Copy();
            copy.Start(i);
            least = Math.Min(least, LeastOf(copy));
        }
        return least;
    }
}
