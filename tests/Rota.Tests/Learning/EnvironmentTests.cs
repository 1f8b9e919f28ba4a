using Rota.Learning;
using Rota.Learning.Rollouts;
using Rota.Learning.Toys;
using Rota.Randomness;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Xunit;

namespace Rota.Tests.Learning;

public sealed class EnvironmentTests
{
    private static readonly Dictionary<string, Func<IEnvironment>> Makers = new()
    {
        ["bandit"] = () => new Bandit(),
        ["cartpole"] = () => new TimeLimit(new CartPole(), 500),
        ["matrix"] = () => new TwoStageMatrix(),
        ["knapsack"] = () => new RewardScale(new Knapsack(), 0.01),
        ["shop"] = () => new ShopDispatchEnvironment(seed => ShopGenerator.Create(new() { Jobs = 5, Machines = 3, Seed = seed })),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stepping_a_fork_leaves_its_parent_as_it_was(string name)
    {
        var environment = Makers[name]();
        var random = new RandomStream(5);
        for (ulong seed = 1; seed <= 5; seed++)
        {
            environment.Reset(seed);
            for (var step = 0; ; step++)
            {
                var before = environment.Digest();
                var fork = environment.Fork()!;
                Assert.Equal(before, fork.Digest());
                PlayOn(fork, random.Split(step));
                Assert.Equal(before, environment.Digest());
                var candidate = new RandomPolicy().Choose(new(environment, new(environment.Schema)), random.Split(step), 1).Candidate;
                if (environment.Step(candidate).IsOver || step > 20) break;
                Assert.NotEqual(before, environment.Digest());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_and_choices_make_the_same_episode(string name)
    {
        var (one, other) = (Makers[name](), Makers[name]());
        foreach (ulong seed in new ulong[] { 1, 7 })
        {
            one.Reset(seed);
            other.Reset(seed + 100);
            other.Reset(seed);
            PlayOn(one, new RandomStream(seed));
            PlayOn(other, new RandomStream(seed));
            Assert.Equal(one.Cost, other.Cost);
            Assert.Equal(one.Digest(), other.Digest());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Many_threads_bring_the_same_rollout_as_one(string name)
    {
        Rollout Run(int threads)
        {
            var environment = Makers[name]();
            var rollout = new Rollout(environment.Schema);
            var runner = new VectorRunner(_ => Makers[name](), 5, new Seeds(3), threads);
            runner.Steps(new RandomPolicy(), 40, rollout, cancellation: TestContext.Current.CancellationToken);
            return rollout;
        }

        var (alone, together) = (Run(1), Run(4));
        Assert.Equal(200, alone.Count);
        Assert.Equal(alone.Candidates.ToArray(), together.Candidates.ToArray());
        Assert.Equal(alone.Rewards.ToArray(), together.Rewards.ToArray());
        Assert.Equal(alone.Observations.Candidates.ToArray(), together.Observations.Candidates.ToArray());
        Assert.Equal(alone.Costs, together.Costs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_runner_put_back_goes_on_as_if_it_had_never_stopped(string name)
    {
        VectorRunner Runner() => new(_ => Makers[name](), 3, new Seeds(9));
        var schema = Makers[name]().Schema;
        var (first, rest, resumed) = (new Rollout(schema), new Rollout(schema), new Rollout(schema));
        var cancellation = TestContext.Current.CancellationToken;
        var runner = Runner();
        runner.Steps(new RandomPolicy(), 17, first, cancellation: cancellation);
        var state = runner.State;
        runner.Steps(new RandomPolicy(), 30, rest, cancellation: cancellation);
        var other = Runner();
        other.Restore(state);
        other.Steps(new RandomPolicy(), 30, resumed, cancellation: cancellation);
        Assert.Equal(rest.Candidates.ToArray(), resumed.Candidates.ToArray());
        Assert.Equal(rest.Rewards.ToArray(), resumed.Rewards.ToArray());
        Assert.Equal(rest.Returns, resumed.Returns);
    }

    [Fact]
    public void A_time_limit_truncates_and_does_not_terminate()
    {
        var environment = new TimeLimit(new Knapsack(), 3);
        environment.Reset(1);
        Assert.False(environment.Step(0).IsOver);
        Assert.False(environment.Step(0).IsOver);
        Assert.True(environment.Step(0) is { Truncated: true, Terminated: false });
        Assert.Equal(2, environment.CandidateCount);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_named()
    {
        var environment = new CartPole();
        environment.Place(double.NaN, 0, 0, 0);
        var error = Assert.Throws<InvalidOperationException>(() => new Observation(environment.Schema).Capture(environment));
        Assert.Contains("globals", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pole_moves_as_in_gymnasium()
    {
        // One push to the right from rest at zero: acceleration 10/1.1 + ..., by hand from the equations with theta = 0.
        var environment = new CartPole();
        environment.Place(0, 0, 0, 0);
        environment.Step(1);
        var share = 10 / 1.1;
        var turning = -share / (0.5 * ((4.0 / 3) - (0.1 / 1.1)));
        var (position, velocity, lean, rotation) = environment.State;
        Assert.Equal(0, position);
        Assert.Equal(0.02 * (share - (0.05 * turning / 1.1)), velocity, 12);
        Assert.Equal(0, lean);
        Assert.Equal(0.02 * turning, rotation, 12);
    }

    private static void PlayOn(IEnvironment environment, RandomStream random)
    {
        var policy = new RandomPolicy();
        for (var step = 0; step < 600 && environment.CandidateCount > 0; step++)
            if (environment.Step(policy.Choose(new(environment, new(environment.Schema)), random.Split(step), 1).Candidate).IsOver) return;
    }
}
