using Rota.Shop;
using Rota.Shop.Blocking;
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
