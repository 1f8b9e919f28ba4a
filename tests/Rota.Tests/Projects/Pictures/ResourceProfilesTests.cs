using Rota.Projects;
using Rota.Projects.Pictures;
using Rota.Rendering;
using Xunit;

namespace Rota.Tests.Projects.Pictures;

public class ResourceProfilesTests
{
    [Fact]
    public void The_load_steps_up_and_down_under_the_capacity()
    {
        var chart = Assert.Single(ResourceProfiles.Of(SpecVector.Problem, ProjectSchedule.FromStarts([0, 0, 3, 6])));
        Assert.Equal([new(0, 2), new(2, 1), new(3, 2), new(5, 0), new(6, 1), new(10, 0)], chart.Series[0].Points);
        Assert.Equal([new(0, 2), new(5, 0), new(6, 2)], chart.Series[1].Points);
        Assert.Contains("<svg", PageSection.Svg("load", chart.ToSvg()).Body);
    }

    [Fact]
    public void A_task_that_pauses_uses_nothing_of_what_is_closed()
    {
        var problem = new ProjectProblem("pause", [new("crew", 1, Windows: [new(2, 5)])], [new("dig", [new(4, [new(0, 1)])], Pauses: true)]);
        Assert.Equal([new(0, 1), new(2, 0), new(5, 1), new(7, 0)], ResourceProfiles.Of(problem, ProjectSchedule.FromStarts([0]))[0].Series[0].Points);
    }
}
