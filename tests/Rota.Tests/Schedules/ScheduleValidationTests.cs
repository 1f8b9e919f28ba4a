using CsCheck;
using Rota.Schedules;
using Xunit;

namespace Rota.Tests.Schedules;

public sealed class ScheduleValidationTests
{
    private static Schedule Of(int capacity, params Block[] blocks) => new("s", "h", [new("lathe", capacity)], ["axle", "bolt"], [.. blocks]);

    [Fact]
    public void A_schedule_without_blocks_is_valid() => Assert.Empty(ScheduleValidation.Violations(Of(1)));

    [Fact]
    public void A_block_may_start_when_another_ends() =>
        Assert.Empty(ScheduleValidation.Violations(Of(1, new(0, 0, 0, 3, 5), new(0, 1, 0, 0, 3))));

    [Fact]
    public void An_empty_block_occupies_nothing() =>
        Assert.Empty(ScheduleValidation.Violations(Of(1, new(0, 0, 0, 0, 5), new(0, 1, 0, 2, 2))));

    [Fact]
    public void An_overlap_names_both_blocks_and_the_resource() =>
        Assert.Equal(
            ["block 1 (part 2 of bolt [4, 6)) starts while block 0 (part 0 of axle [0, 5)) runs: 2 blocks at once on lathe, capacity 1"],
            ScheduleValidation.Violations(Of(1, new(0, 0, 0, 0, 5), new(0, 1, 2, 4, 6))));

    [Fact]
    public void Capacity_allows_as_many_blocks_at_once()
    {
        Block[] three = [new(0, 0, 0, 0, 5), new(0, 1, 0, 1, 6), new(0, 1, 1, 4, 7)];
        Assert.Single(ScheduleValidation.Violations(Of(2, three)));
        Assert.Empty(ScheduleValidation.Violations(Of(3, three)));
    }

    [Fact]
    public void Every_fault_of_a_block_is_told() => Assert.Equal(
        [
            "resource 0 (lathe) has capacity 0, expected at least 1",
            "block 0 [5, 2) is on resource 3, expected 0 to 0",
            "block 0 [5, 2) is of work -1, expected 0 to 1",
            "block 0 [5, 2) is part -1 of its work, expected at least 0",
            "block 0 [5, 2) ends before it starts",
        ],
        ScheduleValidation.Violations(Of(0, new(3, -1, -1, 5, 2), new(0, 0, 0, 0, 1))));

    [Fact]
    public void Blocks_that_follow_each_other_are_accepted() =>
        RandomSchedules.Valid.Sample(schedule => Assert.Empty(ScheduleValidation.Violations(schedule)), iter: 500);

    [Fact]
    public void Every_planted_overlap_is_found()
    {
        var planted = Gen.Select(RandomSchedules.Valid, Gen.Int[0, 1000], Gen.Long[0, 4]);
        planted.Sample(
            (schedule, pick, offset) =>
            {
                var occupied = schedule.Blocks.Where(b => b.Duration > 0).ToArray();
                if (occupied.Length == 0) return;
                var victim = occupied[pick % occupied.Length];
                var start = victim.Start + (offset % victim.Duration);
                var bad = schedule with { Blocks = schedule.Blocks.Add(victim with { Part = 99, Start = start, End = start + 1 }) };
                var told = ScheduleValidation.Violations(bad);
                Assert.Contains(told, line => line.Contains("part 99", StringComparison.Ordinal));
                Assert.All(told, line => Assert.Contains($"on m{victim.Resource}, capacity 1", line));
            },
            iter: 500);
    }

    [Fact]
    public void Violations_agree_with_counting_blocks_at_every_moment()
    {
        RandomSchedules.Any.Sample(
            schedule =>
            {
                var overfull = schedule.Blocks.Any(b => b.Duration > 0 && schedule.Blocks.Count(o =>
                    o.Resource == b.Resource && o.Duration > 0 && o.Start <= b.Start && b.Start < o.End) > schedule.Resources[b.Resource].Capacity);
                Assert.Equal(overfull, ScheduleValidation.Violations(schedule).Length > 0);
            },
            iter: 1000);
    }
}
