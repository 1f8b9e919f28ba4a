using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Shop.Blocking.Learning;
using Rota.Shop.Blocking.Policies;
using Xunit;

namespace Rota.Tests.Shop.Blocking;

public class BlockingEnvironmentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_episode_is_played_by_a_network_and_forks_leave_it_alone(bool graph)
    {
        var environment = new BlockingEnvironment(seed => BlockingCase.Random(seed, mostJobs: 9), graph);
        var policy = new NetworkPolicy(Untrained(graph).Network(), "untrained");
        var observation = new Observation(environment.Schema);
        for (ulong seed = 1; seed <= 3; seed++)
        {
            environment.Reset(seed);
            var (reward, first, cost) = (0.0, environment.Cost, 0.0);
            for (var step = 0; environment.CandidateCount > 0; step++)
            {
                observation.Capture(environment);
                var digest = environment.Digest();
                if (step % 5 == 0) Play(environment.Fork(), policy);
                Assert.Equal(digest, environment.Digest());
                var result = environment.Step(policy.Choose(new(environment, observation), new(1), 0).Candidate);
                reward += result.Reward;
                Assert.True(result.Elapsed >= 0 && environment.Cost >= cost);
                cost = environment.Cost;
                if (result.IsOver) break;
            }
            Assert.Equal((environment.Cost - first) / first, -reward, 9);
            Assert.Equal(environment.Cost, environment.State.Makespan);
        }
    }

    [Fact]
    public void Rules_play_the_environment_as_they_play_the_floor()
    {
        var environment = new BlockingEnvironment(seed => BlockingCase.Random(seed));
        var expert = new BlockingExpert(() => new RuleDispatcher(new NextMachineFree()));
        for (ulong seed = 1; seed <= 5; seed++)
        {
            environment.Reset(seed);
            Play(environment, expert);
            var (problem, stops) = BlockingCase.Random(seed);
            Assert.Equal(BlockingShops.Play(problem, new RuleDispatcher(new NextMachineFree()), stops.AsSpan()).Makespan, environment.Cost);
        }
    }

    [Fact]
    public void Guided_rollouts_end_where_the_referee_agrees_and_beat_their_network()
    {
        var (problem, stops) = BlockingCase.Random(5, mostJobs: 9);
        var network = Untrained(false).Network();
        var guided = BlockingShops.Play(problem, new GuidedRolloutPolicy(network, new() { Samples = 4 }), stops.AsSpan());
        Assert.True(BlockingShops.Verdict(guided, stops.AsSpan()).Accepted);
        Assert.True(guided.Makespan < BlockingShops.Play(problem, new NetworkDispatcher(network, "untrained"), stops.AsSpan()).Makespan);
    }

    [Fact]
    public void The_rollout_meets_the_figure_of_the_specification()
    {
        var path = SharedData.Find("shop/jsp_la.jsonl.gz");
        Assert.SkipWhen(path is null, "shared/data/shop/jsp_la.jsonl.gz is not here");
        var mean = Rota.Shop.Formats.ShopFiles.Read(path!).Average(shop => BlockingShops.Play(new(shop), new RolloutPolicy()).Makespan);
        Assert.Equal(1936, mean, 0);
    }

    private static (Func<PolicyNetwork> Network, NetworkLayout Layout) Untrained(bool graph)
    {
        var layout = new NetworkLayout(BlockingEnvironment.SchemaOf(graph), new() { Width = 16, Rounds = graph ? 2 : 0 });
        return (() => new(layout, Initialisation.Create(layout, 1)), layout);
    }

    private static void Play(IEnvironment environment, IPolicy policy)
    {
        var observation = new Observation(environment.Schema);
        while (environment.CandidateCount > 0)
        {
            if (policy.NeedsObservation) observation.Capture(environment);
            if (environment.Step(policy.Choose(new(environment, observation), new(1), 0).Candidate).IsOver) return;
        }
    }
}
