using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Solvers;
using Rota.Shop.Solvers.Packing;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

public sealed class TightPackingTests
{
    public static TheoryData<int, int> LongKinds => new() { { 10, 1000 }, { 20, 2000 }, { 100, 4000 }, { 300, 3000 } };

    [Theory]
    [MemberData(nameof(LongKinds))]
    public void Long_jobs_are_packed_to_the_optimum(int machines, int operations)
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var solution = Solve(TightShops.Cut(machines, operations, 100_000, longJobs: true, seed));
            Assert.Equal(Outcome.Optimal, solution.Outcome);
            Assert.Equal(100_000, solution.Objective);
        }
    }

    [Fact]
    public void A_shop_that_is_not_packed_still_gets_an_answer_and_a_bound()
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var solution = Solve(TightShops.Cut(5, 60, 10_000, longJobs: false, seed));
            Assert.Equal(10_000, solution.Bound);
            Assert.NotNull(solution.Objective);
        }
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
    public void The_shared_long_shops_are_packed_to_600000()
    {
        if (SharedShops.Read("dct") is not { } shops)
        {
            Assert.Skip("the shared shops are absent");
            return;
        }
        foreach (var problem in shops.Values.Where(p => p.Name.Contains("long", StringComparison.Ordinal)))
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
