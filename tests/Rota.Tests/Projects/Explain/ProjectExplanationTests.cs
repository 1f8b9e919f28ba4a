using CsCheck;
using Rota.Projects;
using Rota.Projects.Explain;
using Rota.Projects.Solvers;
using Xunit;

namespace Rota.Tests.Projects.Explain;

public class ProjectExplanationTests
{
    private static readonly ProjectSchedule Schedule = ProjectSchedule.FromStarts([0, 0, 3, 6]);

    [Theory]
    [InlineData(0, TaskBinding.Release, "task A [0, 3): starts at once")]
    [InlineData(2, TaskBinding.Link, "task C [3, 5): starts after the end of A [0, 3)")]
    [InlineData(3, TaskBinding.Downtime, "task D [6, 10): ready at 2, but crew is closed in [5, 6)")]
    public void Each_start_is_explained(int task, TaskBinding binding, string expected)
    {
        var reason = ProjectExplanation.OfTask(SpecVector.Problem, Schedule, task).Reasons[^1];
        Assert.Equal((binding, expected), (reason.Binding, reason.Text));
    }

    [Fact]
    public void A_busy_resource_names_its_holders()
    {
        var problem = new ProjectProblem("busy", [new("crew", 2)], [new("a", [new(3, [new(0, 1)])]), new("b", [new(2, [new(0, 2)])])]);
        var reason = ProjectExplanation.OfTask(problem, ProjectSchedule.FromStarts([0, 3]), 1).Reasons[^1];
        Assert.Equal("task b [3, 5): ready at 0, but needs 2 of crew (2 in all), held by a [0, 3)", reason.Text);
        Assert.Equal([0], reason.Causes);
    }

    [Fact]
    public void A_task_that_could_start_earlier_is_told_when()
    {
        var problem = new ProjectProblem("late", [new("crew", 2)], [new("a", [new(3, [new(0, 1)])])]);
        Assert.Equal("task a [4, 7): could start at 0, 4 earlier, and nothing else would move", ProjectExplanation.OfTask(problem, ProjectSchedule.FromStarts([4]), 0).Reasons[^1].Text);
    }

    [Fact]
    public void The_chain_leads_from_the_beginning_to_the_end()
    {
        var problem = new ProjectProblem("chain", [new("crew", 1)], [new("a", [new(3, [])]), new("b", [new(2, [new(0, 1)])]), new("c", [new(4, [new(0, 1)])])], [new(0, 1)]);
        var chain = ProjectExplanation.Chain(problem, ProjectSchedule.FromStarts([0, 3, 5]));
        Assert.Equal([0, 1, 2], chain.Reasons.Select(reason => reason.Task));
        Assert.Equal("the project ends at 9 with task c", chain.Summary);
    }

    [Fact]
    public void Every_task_of_every_schedule_can_be_explained() =>
        RandomProjects.Easy.Sample(
            problem =>
            {
                if (new SerialScheme(problem).Schedule([.. Enumerable.Range(0, problem.Tasks.Length)]) is not { } schedule) return;
                for (var i = 0; i < problem.Tasks.Length; i++)
                {
                    var reason = ProjectExplanation.OfTask(problem, schedule, i).Reasons[^1];
                    Assert.True(reason.EarliestStart <= schedule.Starts[i]);
                    if (reason.Binding == TaskBinding.Nothing)
                    {
                        // What is said to be possible is: the referee takes the schedule with the task moved, unless a maximal lag ties another to it.
                        var moved = new ProjectSchedule(schedule.Starts.SetItem(i, reason.EarliestStart), schedule.Modes);
                        Assert.Equal([], ProjectChecker.Instance.Check(problem, moved).Violations);
                    }
                }
                Assert.NotEmpty(ProjectExplanation.Chain(problem, schedule).Reasons);
            },
            iter: 300);
}
