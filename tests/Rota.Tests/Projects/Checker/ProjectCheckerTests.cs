using Rota.Projects;
using Xunit;

namespace Rota.Tests.Projects.Checker;

public class ProjectCheckerTests
{
    [Fact]
    public void The_specifications_feasible_schedule_is_accepted_and_measured()
    {
        var verdict = ProjectChecker.Instance.Check(SpecVector.Problem, ProjectSchedule.FromStarts([0, 0, 3, 6]));
        Assert.Equal([], verdict.Violations);
        Assert.Equal(10, verdict.Objective);
    }

    [Fact]
    public void Work_in_a_downtime_is_one_violation()
    {
        var found = ProjectChecker.Violations(SpecVector.Problem, ProjectSchedule.FromStarts([0, 0, 4, 6]));
        var one = Assert.Single(found);
        Assert.Equal(ViolationFamily.Downtime, one.Family);
        Assert.Equal(["C"], one.Tasks);
        Assert.Equal(("crew", 5L, 6L, 2L), (one.Resource, one.Start, one.End, one.Amount));
        Assert.Equal("crew is closed in [5, 6), and C needs 2 of it", one.Text);
    }

    [Fact]
    public void Three_families_are_told_apart()
    {
        var found = ProjectChecker.Violations(SpecVector.Problem, ProjectSchedule.FromStarts([0, 0, 3, 2]));
        Assert.Equal([ViolationFamily.Capacity, ViolationFamily.Downtime, ViolationFamily.Exclusive], found.Select(violation => violation.Family));
        Assert.Equal((3L, 5L, 1L), (found[0].Start, found[0].End, found[0].Amount));
        Assert.Equal(["C", "D"], found[0].Tasks);
        Assert.Equal(("D", 5L, 6L, 1L), (Names(found[1]), found[1].Start, found[1].End, found[1].Amount));
        Assert.Equal(("A D", 1L), (Names(found[2]), found[2].Amount));
    }

    [Fact]
    public void Precedence_capacity_and_a_late_window_carry_ids_and_amounts()
    {
        var found = ProjectChecker.Violations(SpecVector.Problem, ProjectSchedule.FromStarts([0, 1, 2, 9]));
        Assert.Equal([ViolationFamily.Precedence, ViolationFamily.Capacity, ViolationFamily.WindowLate], found.Select(violation => violation.Family));
        Assert.Equal(("A C", 1L), (Names(found[0]), found[0].Amount));
        Assert.Equal(("A B C", 2L, 3L, 2L), (Names(found[1]), found[1].Start, found[1].End, found[1].Amount));
        Assert.Equal(("D", 1L), (Names(found[2]), found[2].Amount));
    }

    [Fact]
    public void A_start_before_the_release_is_early() =>
        Assert.Contains(ProjectChecker.Violations(SpecVector.Problem, ProjectSchedule.FromStarts([0, 0, 3, 1])), v => v is { Family: ViolationFamily.WindowEarly, Amount: 1 });

    [Fact]
    public void A_task_that_pauses_may_span_a_downtime_and_ends_later()
    {
        var problem = new ProjectProblem(
            "pause",
            [new("crew", 1, Windows: [new(2, 5)]), new("crane", 1)],
            [new("dig", [new(4, [new(0, 1), new(1, 1)])], Pauses: true), new("lift", [new(1, [new(1, 1)])])]);
        Assert.Equal([new(0, 2), new(5, 7)], ProjectSchedule.FromStarts([0, 7]).Segments(problem, 0));
        Assert.True(ProjectChecker.Instance.Check(problem, ProjectSchedule.FromStarts([0, 7])).Accepted);
        // The crane is held through the pause.
        var found = Assert.Single(ProjectChecker.Violations(problem, ProjectSchedule.FromStarts([0, 3])));
        Assert.Equal((ViolationFamily.Capacity, "crane", 3L, 4L), (found.Family, found.Resource, found.Start, found.End));
    }

    [Fact]
    public void A_shortage_is_a_smaller_capacity_and_stocks_are_summed()
    {
        var problem = new ProjectProblem(
            "short",
            [new("crew", 3, Windows: [new(1, 2, 1)]), new("money", 5, Renewable: false)],
            [new("a", [new(2, [new(0, 2), new(1, 2)])]), new("b", [new(1, [new(1, 4)]), new(2, [new(1, 3)])])]);
        var found = ProjectChecker.Violations(problem, new([0, 0], [0, 0]));
        Assert.Equal([ViolationFamily.Capacity, ViolationFamily.Stock], found.Select(violation => violation.Family));
        Assert.Equal(["a need 2 of crew in [1, 2), 1 more than the 1 there are", "the tasks use 6 of money, 1 more than the 5 there are"], found.Select(v => v.Text));
        Assert.True(ProjectChecker.Instance.Check(problem, new([2, 0], [0, 1])).Accepted);
    }

    [Theory]
    [InlineData(LinkKind.FinishToStart, 2, 5)]
    [InlineData(LinkKind.StartToStart, 2, 2)]
    [InlineData(LinkKind.FinishToFinish, 2, 3)]
    [InlineData(LinkKind.StartToFinish, 4, 2)]
    public void Links_tie_the_ends_they_name(LinkKind kind, long lag, long earliest)
    {
        var problem = new ProjectProblem("link", [], [new("a", [new(3, [])]), new("b", [new(2, [])])], [new(0, 1, lag, kind)]);
        Assert.True(ProjectChecker.Instance.Check(problem, ProjectSchedule.FromStarts([0, earliest])).Accepted);
        var late = Assert.Single(ProjectChecker.Violations(problem, ProjectSchedule.FromStarts([0, earliest - 1])));
        Assert.Equal((ViolationFamily.Precedence, 1L), (late.Family, late.Amount));
    }

    [Fact]
    public void A_maximal_lag_is_a_negative_one_backwards()
    {
        var problem = new ProjectProblem("max", [], [new("a", [new(3, [])]), new("b", [new(2, [])])], [new(0, 1), new(1, 0, -5, LinkKind.StartToStart)]);
        Assert.True(ProjectChecker.Instance.Check(problem, ProjectSchedule.FromStarts([0, 5])).Accepted);
        Assert.False(ProjectChecker.Instance.Check(problem, ProjectSchedule.FromStarts([0, 6])).Accepted);
    }

    [Theory]
    [InlineData(new long[] { 0, 0, 3 }, "the schedule has 3 starts, expected one for each of 4 tasks")]
    [InlineData(new long[] { 0, 0, 3, -6 }, "task D starts at -6, expected a time of at least 0")]
    [InlineData(new long[] { 0, 0, 3, long.MaxValue }, "task D starts at 9223372036854775807, expected a time of at least 0")]
    public void What_is_no_schedule_is_told(long[] starts, string expected) =>
        Assert.Equal(expected, ProjectChecker.Instance.Check(SpecVector.Problem, ProjectSchedule.FromStarts(starts)).Violations[0]);

    private static string Names(ProjectViolation violation) => string.Join(' ', violation.Tasks);
}
