using Rota.Shop;
using Xunit;

namespace Rota.Tests.Shop.Checker;

public class ShopCheckerTests
{
    // Job a: machine 0 for 3, machine 1 for 2. Job b: machine 0 or 1 for 2 or 4, released at 1, due 4, weight 5.
    private static ShopProblem Problem(ShopObjective objective = ShopObjective.Makespan) => new(
        "two jobs",
        2,
        [
            new("a", [new(0, 3), new(1, 2)]),
            new("b", [new([new(0, 2), new(1, 4)])], Release: 1, Due: 4, Weight: 5),
        ],
        objective);

    [Theory]
    [InlineData(ShopObjective.Makespan, 5)]
    [InlineData(ShopObjective.TotalFlow, 9)]
    [InlineData(ShopObjective.TotalTardiness, 1)]
    [InlineData(ShopObjective.TotalWeightedTardiness, 5)]
    public void A_good_schedule_is_accepted_and_measured(ShopObjective objective, long expected)
    {
        var verdict = ShopChecker.Instance.Check(Problem(objective), new([0, 0, 0], [0, 3, 3]));
        Assert.Equal([], verdict.Violations);
        Assert.Equal(expected, verdict.Objective);
    }

    [Fact]
    public void The_mode_decides_machine_and_duration()
    {
        // Machine 1 runs b [1, 5) and then a [5, 7).
        var verdict = ShopChecker.Instance.Check(Problem(), new([0, 0, 1], [0, 5, 1]));
        Assert.Equal([], verdict.Violations);
        Assert.Equal(7, verdict.Objective);
    }

    [Theory]
    [InlineData(0, 0, 3, "job a operation 1 starts at 2, before operation 0 ends at 3", 2)]
    [InlineData(0, 0, 0, "job b operation 0 starts at 0, before the job's release at 1", 3)]
    [InlineData(0, 0, 2, "machine 0 runs job a operation 0 [0, 3) and job b operation 0 [2, 4) at once", 3)]
    [InlineData(0, 2, 3, "job b operation 0 runs in mode 2, expected 0 to 1", 3)]
    [InlineData(0, -1, 3, "job b operation 0 runs in mode -1, expected 0 to 1", 3)]
    [InlineData(-1, 0, 3, "job a operation 0 starts at -1, before the job's release at 0", 3)]
    public void Each_broken_rule_is_named(long startA, int modeB, long startB, string expected, long startA1)
    {
        var verdict = ShopChecker.Instance.Check(Problem(), new([0, 0, modeB], [startA, startA1, startB]));
        Assert.False(verdict.Accepted);
        Assert.Contains(expected, verdict.Violations);
    }

    [Fact]
    public void Missing_operations_are_named()
    {
        var verdict = ShopChecker.Instance.Check(Problem(), new([0, 0], [0, 3, 3]));
        Assert.Equal(["the schedule has 2 modes, expected one for each of 3 operations"], verdict.Violations);
    }

    [Fact]
    public void An_empty_block_overlaps_nothing()
    {
        var problem = new ShopProblem("empty", 1, [new("a", [new(0, 4)]), new("b", [new(0, 0)])]);
        Assert.True(ShopChecker.Instance.Check(problem, ShopSchedule.FromStarts([0, 2])).Accepted);
    }

    [Fact]
    public void A_long_block_clashes_with_every_block_inside_it()
    {
        var problem = new ShopProblem("inside", 1, [new("a", [new(0, 9)]), new("b", [new(0, 1)]), new("c", [new(0, 1)])]);
        Assert.Equal(2, ShopChecker.Instance.Check(problem, ShopSchedule.FromStarts([0, 2, 5])).Violations.Length);
    }

    [Fact]
    public void A_start_at_the_end_of_the_range_does_not_overflow()
    {
        var verdict = ShopChecker.Instance.Check(Problem(ShopObjective.TotalFlow), new([0, 0, 0], [0, long.MaxValue, long.MaxValue]));
        Assert.Equal(long.MaxValue, verdict.Objective);
    }
}
