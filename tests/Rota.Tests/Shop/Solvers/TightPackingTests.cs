using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Rota.Shop.Solvers.Packing;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

public sealed class TightPackingTests
{
    public static TheoryData<int, int, bool> Kinds => new()
    {
        { 20, 2000, true }, { 50, 4000, true }, { 300, 3000, true }, { 10, 1000, false }, { 40, 4000, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Shops_cut_out_of_a_full_schedule_are_packed_to_the_optimum(int machines, int operations, bool longJobs)
    {
        for (var seed = 1UL; seed <= 4; seed++)
        {
            var solution = Solve(TightShops.Cut(machines, operations, 600_000, longJobs, seed));
            Assert.Equal(Outcome.Optimal, solution.Outcome);
            Assert.Equal(600_000, solution.Objective);
        }
    }

    [Fact]
    public void Few_short_operations_a_machine_are_left_to_tabu_search_soon()
    {
        var both = new InTurn<ShopProblem, ShopSchedule>("both", "both", new TightPacking(), new TabuSearch());
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var problem = TightShops.Cut(60, 600, 600_000, longJobs: false, seed);
            var solution = both.Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20))));
            Assert.Equal(600_000, solution.Objective);
        }
    }

    [Fact]
    public void A_pass_far_from_the_target_does_not_replace_the_answer_of_others()
    {
        var problem = TightShops.Cut(60, 600, 600_000, longJobs: false, seed: 2);
        var poor = new RuleSolver(PriorityRules.All.First(rule => rule.Name == "LPT"));
        var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20)));
        poor.Improve(problem, run);
        var before = run.Best;
        new TightPacking().Improve(problem, run);
        var after = run.Best!.Value;
        Assert.True(after == before || after.Objective <= 1.02 * 600_000);
        Assert.Equal(600_000, run.Bound);
        Assert.True(Solve(problem).Objective < before!.Value.Objective);
    }

    [Fact]
    public void A_loose_shop_is_left_alone_in_words()
    {
        var job = new ShopJob("job", [new Operation(0, 10), new Operation(1, 3)]);
        var solution = Solve(new ShopProblem("loose", 2, [job, job]));
        Assert.Equal(Outcome.Unknown, solution.Outcome);
        Assert.Empty(solution.Trajectory);
        Assert.Contains("95", solution.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Releases_other_objectives_and_a_choice_of_machines_are_declined()
    {
        var job = new ShopJob("job", [new Operation(0, 10)]);
        Assert.Null(TightPacking.Unfit(new ShopProblem("fits", 1, [job])));
        Assert.NotNull(TightPacking.Unfit(new ShopProblem("release", 1, [job with { Release = 1 }])));
        Assert.NotNull(TightPacking.Unfit(new ShopProblem("flow", 1, [job], ShopObjective.TotalFlow)));
        var either = new ShopJob("either", [new Operation([new Mode(0, 10), new Mode(1, 10)])]);
        Assert.NotNull(TightPacking.Unfit(new ShopProblem("flexible", 2, [either, either])));
    }

    [Fact]
    public void Same_seed_same_schedule()
    {
        var problem = TightShops.Cut(20, 400, 50_000, longJobs: true, 5);
        Assert.Equal(Solve(problem).Answer!.Starts, Solve(problem).Answer!.Starts);
    }

    [Fact]
    public void Steps_taken_back_and_made_again_give_the_same_schedule()
    {
        var problem = TightShops.Cut(6, 80, 5_000, longJobs: false, 3);
        var state = new PackingState(new PackingShop(problem, 5_000, mirrored: false));
        for (var seed = 0UL; seed < 20; seed++)
        {
            state.Reset();
            var whole = Play(state, new RandomStream(seed), detours: false);
            state.Reset();
            Assert.Equal(whole, Play(state, new RandomStream(seed), detours: true));
            Assert.True(ShopChecker.Instance.Check(problem, ShopSchedule.FromStarts(whole)).Accepted);
        }
    }

    [Fact]
    public void The_shared_shops_are_packed_to_600000_but_for_many_machines_with_short_jobs()
    {
        if (SharedShops.Read("dct") is not { } shops)
        {
            Assert.Skip("the shared shops are absent");
            return;
        }
        foreach (var problem in shops.Values.Where(p => !p.Name.Contains("short-1000", StringComparison.Ordinal)))
            Assert.Equal(600_000, Solve(problem).Objective);
    }

    /// <summary>Starts jobs by chance to the end; with detours, ten more steps are made and taken back before every step.</summary>
    private static long[] Play(PackingState state, RandomStream random, bool detours)
    {
        var detour = new RandomStream(99);
        while (state.Key != long.MaxValue)
        {
            if (detours)
            {
                var mark = state.Mark;
                for (var i = 0; i < 10 && state.Key != long.MaxValue; i++) Step(state, detour);
                state.TakeBack(mark);
            }
            Step(state, random);
        }
        return [.. state.Starts];
    }

    private static void Step(PackingState state, RandomStream random)
    {
        var (machine, now) = (state.Machine, state.Key >> 1);
        var line = state.Line(machine).Count;
        if ((state.Key & 1) == 0) state.Complete(machine, now);
        else if (line == 0) state.Sleep(machine);
        else state.Start(machine, random.Next(line), now, -1);
    }

    private static Solution<ShopSchedule> Solve(ShopProblem problem) =>
        new TightPacking().Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20))));
}
