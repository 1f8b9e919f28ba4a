using CsCheck;
using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Shop.Generators;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Blocking;

public sealed class BlockingSearchTests
{
    // Job 0 goes from machine 0 to 1, job 1 the other way: they meet in a ring.
    private static readonly ShopProblem Ring = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);

    private static readonly ShopProblem Ft06 = BlockingShops.Of(
        6, [2, 1, 0, 3, 1, 6, 3, 7, 5, 3, 4, 6], [1, 8, 2, 5, 4, 10, 5, 10, 0, 10, 3, 4], [2, 5, 3, 4, 5, 8, 0, 9, 1, 1, 4, 7],
        [1, 5, 0, 5, 2, 5, 3, 3, 4, 8, 5, 9], [2, 9, 1, 3, 4, 5, 5, 4, 0, 3, 3, 1], [1, 3, 3, 3, 5, 9, 0, 10, 4, 4, 2, 1]);

    public static TheoryData<string> Searches => ["tabu", "iterated-greedy"];

    [Fact]
    public void Both_jobs_in_first_change_places_at_three_and_without_swaps_that_order_is_none()
    {
        var order = new LoadOrder(new(new(Ring)));
        Assert.True(order.Set([0, 2, 1, 3]));
        Assert.Equal([0, 3, 0, 3], order.Loads.ToArray());
        Assert.Equal(7, order.Makespan);
        Assert.False(new LoadOrder(new(new(Ring, swap: false))).Set([0, 2, 1, 3]));
    }

    [Fact]
    public void A_job_in_the_way_is_pushed_on_first()
    {
        // Job 1 wants machine 0, which job 0 holds until machine 1 takes it at 3: the list says nothing of that.
        var order = new LoadOrder(new(new(BlockingShops.Of(2, [0, 3, 1, 2], [0, 4]), swap: false)));
        Assert.True(order.Set([0, 2, 1]));
        Assert.Equal([0, 3, 3], order.Loads.ToArray());
        Assert.Equal(7, order.Makespan);
    }

    [Fact]
    public void The_critical_path_names_the_pairs_and_a_move_turns_one_round()
    {
        // Both want machine 0: 3 + 4 with the short one first, and the pair is all that holds the second one up.
        var order = new LoadOrder(new(new(BlockingShops.Of(1, [0, 3], [0, 4]))));
        Assert.True(order.Set([0, 1]));
        var pairs = new (int Before, int After)[4];
        Assert.Equal(1, order.Critical(new RandomStream(1), pairs));
        Assert.Equal((0, 1), pairs[0]);
        Assert.True(order.Make(new(0, 1, Later: false, Eager: false)));
        Assert.Equal([4, 0], order.Loads.ToArray());
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Two_jobs_against_each_other_take_seven_with_a_swap_and_twelve_without(string name)
    {
        Assert.Equal(7, Solve(name, new(Ring), 50).Objective);
        Assert.Equal(12, Solve(name, new(Ring, swap: false), 50).Objective);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Ft06_with_swaps_is_solved_to_its_optimum(string name) => Assert.Equal(63, Solve(name, new(Ft06), 200_000, 63).Objective);

    [Fact]
    public void Every_answer_passes_the_referee_and_where_every_rule_ends_in_a_ring_there_is_one_still() => BlockingShops.Any.Sample(
        shop =>
        {
            foreach (var swap in (bool[])[true, false])
                foreach (var name in Searches)
                {
                    // The referee looks at it before it leaves. One job after the other is always a way.
                    var solution = Solve(name, new(shop, swap), 60);
                    Assert.True(solution.Objective >= solution.Bound, $"{name}, swap {swap}");
                }
        },
        iter: 100, threads: 1);

    [Fact]
    public void Tricks_for_speed_change_nothing() => Gen.Select(BlockingShops.Any, Gen.Bool).Sample(
        (shop, swap) =>
        {
            foreach (var name in Searches)
            {
                var first = Answer(new() { Estimates = false });
                Assert.Equal(first, Answer(new() { Estimates = false, Snapshots = false }));
                Assert.Equal(first, Answer(new() { Cutoffs = false }));
                Assert.Equal(Answer(new()), Answer(new() { Snapshots = false }));

                int[]? Answer(BlockingSearchOptions options) => Solve(name, new(shop, swap), 40, null, options).Answer?.Loads.ToArray();
            }
        },
        iter: 20, threads: 1);

    [Fact]
    public void The_same_seed_gives_the_same_schedule()
    {
        foreach (var name in Searches) Assert.Equal(Solve(name, new(Ft06), 300).Answer!.Loads.AsEnumerable(), Solve(name, new(Ft06), 300).Answer!.Loads.AsEnumerable());
    }

    [Fact]
    public void An_order_sorted_by_time_is_the_schedule_it_came_from() => Gen.Select(BlockingShops.Any, Gen.ULong).Sample(
        (shop, seed) =>
        {
            var (order, again) = (new LoadOrder(new(new(shop))), new LoadOrder(new(new(shop)), snapshots: false));
            var list = Enumerable.Range(0, shop.OperationCount).ToArray();
            new RandomStream(seed).Shuffle<int>(list);
            Assert.True(order.Set(list));
            Assert.True(again.Set(order.Order));
            Assert.Equal(order.Loads.ToArray(), again.Loads.ToArray());
            var random = new RandomStream(seed);
            var pairs = new (int Before, int After)[Math.Max(1, shop.OperationCount)];
            for (var i = 0; i < 20; i++)
            {
                var count = order.Critical(random, pairs);
                if (count == 0) return;
                var way = random.Next(3);
                var pair = pairs[random.Next(count)];
                var move = new LoadMove(pair.Before, pair.After, way > 0, way == 2);
                var tried = order.Try(move);
                Assert.Equal(tried, again.Try(move));
                Assert.Equal(LoadOrder.None, order.Try(move, tried));
                Assert.True(order.Make(move) && again.Make(move));
                Assert.Equal(tried, order.Makespan);
                Assert.Equal((order.Makespan, true), Verdict(new(shop), order));
            }
        },
        iter: 200, threads: 1);

    [Fact]
    public void Nothing_is_allocated_while_it_walks()
    {
        var walk = new BlockingWalk(new(new(Ft06)), new(), new RandomStream(1));
        walk.Order.Set(Enumerable.Range(0, Ft06.OperationCount).ToArray());
        Func<bool> stop = () => false;
        Action improved = () => { };
        walk.Improve(50, stop, improved);
        var before = GC.GetAllocatedBytesForCurrentThread();
        walk.Improve(500, stop, improved);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Without_swaps_rules_always_have_an_answer() => BlockingShops.Any.Sample(
        shop => Assert.NotNull(new BlockingRuleSolver().Solve(new(shop, swap: false), BlockingChecker.Instance, new Run<BlockingSchedule>(Limit.None)).Objective),
        iter: 100, threads: 1);

    [Fact]
    public void Dispatching_that_keeps_out_of_rings_has_many_jobs_inside_and_allocates_nothing()
    {
        var shop = ShopGenerator.Create(new() { Jobs = 20, Machines = 10, Seed = 5 });
        var problem = new BlockingProblem(shop, swap: false);
        var dispatch = new WaryDispatch(new(problem));
        var random = new RandomStream(1);
        dispatch.Finish(6, 1, 0.5, 200, random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var end = dispatch.Finish(6, 1, 0.5, 200, random);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(end < shop.Horizon / 2);
        Assert.True(BlockingChecker.Instance.Check(problem, BlockingSchedule.FromLoads(shop, dispatch.Loads)).Accepted);
    }

    private static (int Makespan, bool Accepted) Verdict(BlockingProblem problem, LoadOrder order)
    {
        var verdict = BlockingChecker.Instance.Check(problem, order.Schedule(problem.Shop));
        return ((int)verdict.Objective, verdict.Accepted);
    }

    private static Solution<BlockingSchedule> Solve(string name, BlockingProblem problem, long steps, long? target = null, BlockingSearchOptions? options = null)
    {
        var some = (options ?? new()) with { Steps = steps };
        ISolver<BlockingProblem, BlockingSchedule> solver = name == "tabu" ? new BlockingTabuSearch(some) : new BlockingIteratedGreedy(some);
        var limit = target is { } least ? Limit.Target(least) : Limit.None;
        return solver.Solve(problem, BlockingChecker.Instance, new Run<BlockingSchedule>(limit));
    }
}
