using CsCheck;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Policies;
using Xunit;

namespace Rota.Tests.Shop.Blocking;

public class BlockingCheckerTests
{
    private static readonly ShopProblem Shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);

    [Theory]
    [InlineData(new[] { 0, 3, 0, 3 }, null)]
    [InlineData(new[] { 0, 4, 0, 3 }, "machine 0 is held by")]
    [InlineData(new[] { 0, 2, 0, 3 }, "before operation 0 is done")]
    [InlineData(new[] { -1, 3, 0, 3 }, "before time 0")]
    public void Holds_are_checked(int[] loads, string? fault)
    {
        var verdict = BlockingChecker.Instance.Check(new(Shop), BlockingSchedule.FromLoads(Shop, loads));
        if (fault is null) Assert.Equal((true, 7L), (verdict.Accepted, verdict.Objective));
        else Assert.Contains(verdict.Violations, v => v.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_swap_is_a_fault_where_none_is_allowed()
    {
        var verdict = BlockingChecker.Instance.Check(new(Shop, swap: false), BlockingSchedule.FromLoads(Shop, [0, 3, 0, 3]));
        Assert.Contains("a ring of 2 jobs", Assert.Single(verdict.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Moves_one_after_another_through_an_operation_without_a_duration_are_no_swap()
    {
        // At 3 job 0 goes from machine 0 through 1 to 2, then job 1 from 3 to 0 and on to 1: each machine is empty when it is entered.
        var shop = BlockingShops.Of(4, [0, 3, 1, 0, 2, 4], [3, 3, 0, 0, 1, 4]);
        Assert.True(BlockingChecker.Instance.Check(new(shop, swap: false), BlockingSchedule.FromLoads(shop, [0, 3, 3, 0, 3, 3])).Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nobody_overtakes_through_a_machine_that_stays_held(bool swap)
    {
        // Job 0 would have to pass machine 1 before job 1, which comes from the machine that job 0 enters first, and stays.
        var shop = BlockingShops.Of(4, [2, 3, 0, 0, 1, 0, 3, 4], [0, 3, 1, 4]);
        var schedule = BlockingSchedule.FromLoads(shop, [0, 3, 3, 3, 0, 3]);
        var fault = Assert.Single(BlockingChecker.Instance.Check(new(shop, swap), schedule).Violations);
        Assert.Contains("at 3 the moves of jobs 0, 1 cannot be made one after another", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_without_a_duration_needs_an_empty_machine()
    {
        var shop = BlockingShops.Of(2, [0, 5], [1, 2, 0, 0]);
        Assert.Contains("machine 0 is held by", Assert.Single(BlockingChecker.Instance.Check(new(shop), BlockingSchedule.FromLoads(shop, [0, 0, 2])).Violations), StringComparison.Ordinal);
    }

    /// <summary>Without a swap, and with one, what the simulator does is what the referee lets pass, operations without a duration included, and the other way round for a ring.</summary>
    [Fact]
    public void The_referee_accepts_what_the_simulator_does() => Gen.Select(BlockingShops.Any, Gen.Bool, Gen.ULong).Sample(
        (shop, swap, seed) =>
        {
            var state = BlockingShops.Play(new(shop, swap), new RandomDispatcher(), seed: seed);
            if (state.IsComplete) Assert.Empty(BlockingShops.Verdict(state, []).Violations);
            else Assert.False(swap);
            // With swaps the same floor without them is refused as soon as one happened, unless another order of moves does without.
            if (swap && state.Swaps == 0) Assert.Empty(BlockingChecker.Instance.Check(new(shop, swap: false), state.Schedule()).Violations);
            else if (swap && shop.Jobs.All(job => job.Operations.All(operation => operation.Modes[0].Duration > 0)))
                Assert.Contains(BlockingChecker.Instance.Check(new(shop, swap: false), state.Schedule()).Violations, fault => fault.Contains("a ring of", StringComparison.Ordinal));
        },
        iter: 500, threads: 1);

    [Fact]
    public void Nobody_enters_a_machine_that_is_down()
    {
        var stops = StopModel.Never with { Given = [5, 0, 0, 0] };
        var verdict = BlockingChecker.Instance.Check(new(Shop, stops: stops), BlockingSchedule.FromLoads(Shop, [0, 3, 0, 3]));
        Assert.Contains("machine 0 is down until 8", Assert.Single(verdict.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_of_another_size_is_refused() =>
        Assert.False(BlockingChecker.Instance.Check(new(Shop), new([0], [3])).Accepted);
}
