using Rota.Learning.Networks;
using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.BestKnown;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Rota.Shop.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Learning;

public sealed class LearntDispatcherTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Schedules_from_either_end_are_accepted_by_the_referee_and_as_long_as_said(bool fromBack)
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            var problem = ShopGenerator.Create(new()
            {
                Jobs = 1 + (int)(seed % 9),
                Machines = 1 + (int)(seed % 5),
                Seed = seed,
                MinDuration = (int)(seed % 2),
                MaxDuration = 9,
                Kind = ShopKind.Reentrant,
                OperationsPerJob = 5,
            });
            var dispatcher = new LearntDispatcher(problem, ShopModels.JobShop);
            Assert.True(dispatcher.HasBack);
            var (schedule, makespan) = dispatcher.Build(new RandomStream(seed), 1, fromBack)!.Value;
            var verdict = ShopChecker.Instance.Check(problem, schedule);
            Assert.Empty(verdict.Violations);
            Assert.Equal(makespan, verdict.Objective);
        }
    }

    [Fact]
    public void The_policy_of_the_library_is_better_than_every_rule_on_tas_first_ten_with_one_sample_from_each_end()
    {
        var (learnt, rules) = (0.0, 0.0);
        foreach (var name in TaillardShops.Names.Take(10))
        {
            var problem = TaillardShops.Create(name);
            var known = BestKnownBounds.Find(problem)!.Value;
            learnt += known.Gap(new LearntDispatcher(problem, ShopModels.JobShop).Best(2, cancellation: TestContext.Current.CancellationToken).Makespan) / 10;
            var run = new Run<ShopSchedule>(Limit.None);
            new RulePortfolio(variants: 0).Improve(problem, run);
            rules += known.Gap(run.Objective) / 10;
        }
        Assert.InRange(learnt, 0, 0.15);
        Assert.True(learnt < rules, $"learnt {learnt:P1}, rules {rules:P1}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_schedule_and_more_samples_never_a_worse_one()
    {
        var problem = TaillardShops.Create("ta11");
        ShopSchedule Best(int samples) => new LearntDispatcher(problem, ShopModels.JobShop).Best(samples, seed: 7, TestContext.Current.CancellationToken).Schedule;
        Assert.Equal(Best(8).Starts, Best(8).Starts);
        Assert.True(new LearntDispatcher(problem, ShopModels.JobShop).Best(2, 7, TestContext.Current.CancellationToken).Makespan >= ShopChecker.Instance.Check(problem, Best(8)).Objective);
    }

    [Fact]
    public void A_shop_with_releases_is_built_from_the_front_only()
    {
        var problem = ShopGenerator.Create(new() { Jobs = 8, Machines = 4, ReleaseSpread = 1, Seed = 3 });
        var dispatcher = new LearntDispatcher(problem, ShopModels.JobShop);
        Assert.False(dispatcher.HasBack);
        Assert.Empty(ShopChecker.Instance.Check(problem, dispatcher.Best(4, cancellation: TestContext.Current.CancellationToken).Schedule).Violations);
    }

    [Fact]
    public void The_solver_gives_up_in_words_where_it_does_not_fit()
    {
        var flexible = ShopGenerator.Create(new() { Jobs = 3, Machines = 3, MaxChoices = 3, Seed = 2 });
        var solution = new LearntDispatching().Solve(flexible, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None));
        Assert.Equal(Outcome.Unknown, solution.Outcome);
        Assert.Contains("one machine per operation", solution.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_solver_stops_in_the_middle_of_a_schedule()
    {
        var problem = ShopGenerator.Create(new() { Jobs = 100, Machines = 20, Seed = 2 });
        var run = new Run<ShopSchedule>(Limit.None);
        run.Stop();
        new LearntDispatching().Improve(problem, run);
        Assert.Null(run.Best);
    }

    [Fact]
    public void A_policy_of_another_environment_is_refused()
    {
        var layout = new NetworkLayout(new("other", 1, 0, 3), new() { Critic = false });
        var network = new PolicyNetwork(layout, Initialisation.Create(layout, 1));
        Assert.Throws<RotaException>(() => new LearntDispatcher(TaillardShops.Create("ta01"), network));
    }

    [Fact]
    public void The_shipped_policys_card_says_how_to_make_it_again()
    {
        var card = ShopModels.JobShopCard;
        Assert.StartsWith("rota train job-shop", card.Command, StringComparison.Ordinal);
        Assert.DoesNotContain("/", card.Command, StringComparison.Ordinal);
        Assert.Equal("Apache-2.0", card.Licence);
        Assert.NotEmpty(card.Curve);
        Assert.NotEmpty(card.Data);
    }
}
