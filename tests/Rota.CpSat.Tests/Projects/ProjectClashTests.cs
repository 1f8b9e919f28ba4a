using Rota.CpSat.Projects;
using Rota.Projects;
using Xunit;

namespace Rota.CpSat.Tests.Projects;

public sealed class ProjectClashTests
{
    [Fact]
    public void A_deadline_that_a_crew_cannot_meet_is_named_with_the_crew_and_nothing_else()
    {
        // a and b need the whole crew for 3 and 4, and both must be done by 6; c and its link do not matter.
        var problem = new ProjectProblem(
            "clash", [new("crew", 1), new("crane", 1)],
            [new("a", [new(3, [new(0, 1)])], Due: 6), new("b", [new(4, [new(0, 1)])], Due: 6), new("c", [new(2, [new(1, 1)])], Release: 1)],
            [new(0, 2)]);
        Assert.Equal(
            [
                "these 3 demands cannot be kept together; leave any one out and the rest can:",
                "  crew has 1 units at a time",
                "  task a (duration 3) has ended by 6",
                "  task b (duration 4) has ended by 6",
            ],
            ProjectClash.Explain(problem, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_circle_of_lags_is_a_clash_of_links()
    {
        var problem = new ProjectProblem("lags", [], [new("a", [new(3, [])]), new("b", [new(2, [])]), new("c", [new(1, [])])], [new(0, 1), new(1, 0, -2, LinkKind.StartToStart), new(1, 2)]);
        Assert.Equal(
            [
                "these 2 demands cannot be kept together; leave any one out and the rest can:",
                "  task b starts after task a ends",
                "  task b starts at most 2 after task a starts",
            ],
            ProjectClash.Explain(problem, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_project_with_a_schedule_has_no_clash() =>
        Assert.StartsWith("no clash is proved", ProjectClash.Explain(Rota.Tests.Projects.SpecVector.Problem, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)[0]);
}
