using System.Collections.Immutable;
using Rota.Learning;
using Rota.Learning.Toys;
using Rota.Learning.Tuning;
using Rota.Randomness;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Learning;

public sealed class SearchTests
{
    [Fact]
    public void Sixty_four_simulations_a_step_fill_most_knapsacks_at_best_and_the_others_nearly()
    {
        // The guide likes what is worth much and weighs little, by chance: it alone is far from the best.
        var search = new PuctSearch(new LinearPolicy([0, -6, 6]), new() { Simulations = 64 });
        var exact = 0;
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var environment = new Knapsack();
            environment.Reset(seed);
            var best = Enumerable.Range(0, 1 << Knapsack.Items).Max(set => Worth(environment, set));
            search.Play(environment, new RandomStream(seed), TestContext.Current.CancellationToken);
            Assert.InRange(-environment.Cost, 0.94 * best, best);
            if (-environment.Cost == best) exact++;
        }
        Assert.InRange(exact, 6, 10);
    }

    [Fact]
    public void A_search_as_a_policy_beats_its_guide()
    {
        var seeds = Evaluator.HeldOut(12);
        IEnvironment Make() => new ShopDispatchEnvironment(seed => ShopGenerator.Create(new() { Jobs = 5, Machines = 4, Seed = seed }));
        EvaluationResult Play(IPolicy policy) => Evaluator.Run(Make, policy, seeds, EvaluationMode.Greedy, new CountingClock(), 2, TestContext.Current.CancellationToken);
        var (random, search) = (Play(new RandomPolicy()), Play(new PuctSearch(new RandomPolicy(), new() { Simulations = 40 })));
        Assert.Equal(PairedVerdict.FirstBetter, search.Against(random).Verdict);
    }

    [Fact]
    public void Evolution_finds_the_bottom_of_a_bowl_and_the_same_one_for_the_same_seed()
    {
        static double Bowl(int generation, ImmutableArray<double> x) => ((x[0] - 1) * (x[0] - 1)) + ((x[1] + 2) * (x[1] + 2));
        var found = EvolutionStrategy.Minimise([0, 0], Bowl, new() { Generations = 60 }, TestContext.Current.CancellationToken);
        Assert.InRange(Bowl(0, found), 0, 0.02);
        Assert.Equal(found, EvolutionStrategy.Minimise([0, 0], Bowl, new() { Generations = 60 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Best_of_many_samples_is_never_worse_than_the_first_and_threads_change_nothing()
    {
        var seeds = Evaluator.HeldOut(20);
        EvaluationResult Play(int samples, int threads) =>
            Evaluator.Run(() => new Bandit(), new RandomPolicy(), seeds, EvaluationMode.BestOf(samples), new CountingClock(), threads, TestContext.Current.CancellationToken);
        var (one, eight) = (Play(1, 1), Play(8, 1));
        Assert.All(one.Costs.Zip(eight.Costs), pair => Assert.True(pair.Second <= pair.First));
        Assert.Equal(eight.Costs, Play(8, 3).Costs);
        Assert.Equal(160, eight.Decisions);
    }

    [Fact]
    public void A_ladder_climbs_from_low_to_below_high()
    {
        var mode = EvaluationMode.Ladder(32, 0.5, 2);
        Assert.Equal(0.5, mode.Temperature(0));
        Assert.Equal(0.5 + (31 * 1.5 / 32), mode.Temperature(31), 12);
        Assert.Equal("best of 32 at 0.5..2", mode.ToString());
    }

    private static int Worth(Knapsack sack, int set)
    {
        var (weight, worth) = (0, 0);
        for (var i = 0; i < Knapsack.Items; i++)
            if ((set >> i & 1) == 1) (weight, worth) = (weight + sack.Weights[i], worth + sack.Worths[i]);
        return weight <= sack.Room ? worth : 0;
    }
}
