using CsCheck;
using Rota.Learning;
using Rota.Learning.Rollouts;
using Rota.Shop;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Learning;

public sealed class ShopDispatchTests
{
    private static Gen<ShopProblem> Shops(int shortest) =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 5], Gen.UInt, Gen.Double[0, 1]).Select((jobs, machines, seed, spread) => ShopGenerator.Create(new()
        {
            Jobs = jobs,
            Machines = machines,
            Seed = seed,
            ReleaseSpread = spread,
            MinDuration = shortest,
            MaxDuration = 9,
            Kind = ShopKind.Reentrant,
            OperationsPerJob = 4,
        }));

    [Fact]
    public void A_rule_in_the_environment_makes_the_schedule_of_non_delay_dispatching() => Shops(1).Sample(problem =>
    {
        foreach (var rule in new PriorityRule[] { new MostWorkRemaining(), new ShortestProcessingTime(), new FirstInFirstOut() })
        {
            var environment = Play(problem, ShopDispatchPolicies.Of(rule));
            Assert.Equal(new NonDelaySimulation(problem).Dispatch(rule).Starts, environment.Schedule().Starts);
        }
    }, iter: 60);

    [Fact]
    public void Every_episode_is_a_schedule_the_referee_accepts_and_rewards_add_up_to_its_makespan() => Shops(0).Sample(problem =>
    {
        var environment = new ShopDispatchEnvironment(problem);
        environment.Reset(0);
        var (first, sum, elapsed) = (environment.Cost, 0.0, 0.0);
        var random = new Rota.Randomness.RandomStream(3);
        for (var step = 0; environment.CandidateCount > 0; step++)
        {
            var candidate = new RandomPolicy().Choose(new(environment, new(environment.Schema)), random.Split(step), 1).Candidate;
            var result = environment.Step(candidate);
            sum += result.Reward;
            elapsed += result.Elapsed;
        }
        var verdict = ShopChecker.Instance.Check(problem, environment.Schedule());
        Assert.Empty(verdict.Violations);
        Assert.Equal(verdict.Objective, (long)environment.Cost);
        if (first > 0) Assert.Equal(-(environment.Cost - first) / Math.Max(1, first), sum, 9);
        Assert.True(elapsed <= environment.Cost);
    }, iter: 60);

    [Fact]
    public void The_expert_is_recorded_decision_by_decision()
    {
        var problem = TaillardShops.Create("ta01");
        var environment = new ShopDispatchEnvironment(problem);
        var demonstrations = new Demonstrations(environment.Schema);
        var expert = ShopDispatchPolicies.Of(new MostWorkRemaining());
        var cost = demonstrations.Record(environment, 1, expert);
        Assert.Equal(Play(problem, expert).Cost, cost);
        Assert.True(demonstrations.Count > 50);
        for (var i = 0; i < demonstrations.Count; i++)
        {
            var first = demonstrations.Observations.CandidateOffsets[i];
            var rows = demonstrations.Observations.Candidates;
            // Most work remaining: feature 1 of the choice is the largest of its decision.
            for (var c = first; c < demonstrations.Observations.CandidateOffsets[i + 1]; c++)
                Assert.True(rows[(c * 12) + 1] <= rows[((first + demonstrations.Choices[i]) * 12) + 1]);
        }
    }

    [Fact]
    public void Shops_of_another_kind_are_refused()
    {
        var flexible = ShopGenerator.Create(new() { Jobs = 3, Machines = 3, MaxChoices = 3, Seed = 2 });
        Assert.Throws<RotaException>(() => new ShopDispatchEnvironment(flexible).Reset(0));
        var tardy = ShopGenerator.Create(new() { Jobs = 3, Machines = 3, Tightness = 1.5, Objective = ShopObjective.TotalTardiness });
        Assert.Throws<RotaException>(() => new ShopDispatchEnvironment(tardy).Reset(0));
    }

    private static ShopDispatchEnvironment Play(ShopProblem problem, IPolicy policy)
    {
        var environment = new ShopDispatchEnvironment(problem);
        Evaluator.Run(() => environment, policy, [0UL], EvaluationMode.Greedy, new CountingClock(), cancellation: TestContext.Current.CancellationToken);
        return environment;
    }
}
