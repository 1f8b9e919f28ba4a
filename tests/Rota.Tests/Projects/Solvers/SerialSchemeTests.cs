using CsCheck;
using Rota.Projects;
using Rota.Projects.Solvers;
using Xunit;

namespace Rota.Tests.Projects.Solvers;

public class SerialSchemeTests
{
    [Fact]
    public void The_specifications_project_in_the_order_of_ids()
    {
        var schedule = new SerialScheme(SpecVector.Problem).Schedule([0, 1, 2, 3])!;
        Assert.Equal([0, 0, 3, 6], schedule.Starts);
    }

    [Fact]
    public void A_task_waits_for_predecessors_that_come_later_in_the_list()
    {
        var schedule = new SerialScheme(SpecVector.Problem).Schedule([3, 2, 1, 0])!;
        Assert.True(ProjectChecker.Instance.Check(SpecVector.Problem, schedule).Accepted);
    }

    [Fact]
    public void Every_list_of_every_easy_project_gives_a_schedule_the_referee_accepts() =>
        Gen.Select(RandomProjects.Easy, Gen.Int[0, 1000]).Sample(
            pair =>
            {
                var (problem, seed) = pair;
                var random = new Random(seed);
                var order = Enumerable.Range(0, problem.Tasks.Length).OrderBy(_ => random.Next()).ToArray();
                var modes = problem.Tasks.Select(task => random.Next(task.Modes.Length)).ToArray();
                var schedule = new SerialScheme(problem).Schedule(order, modes);
                Assert.NotNull(schedule);
                Assert.Equal([], ProjectChecker.Instance.Check(problem, schedule).Violations);
            },
            iter: 3000);

    [Fact]
    public void A_resource_closed_for_good_leaves_no_schedule()
    {
        var problem = new ProjectProblem(
            "closed", [new("crew", 1, Calendar: "once")], [new("a", [new(3, [new(0, 1)])])], calendars: [new("once", 10, [new(0, 2)])], horizon: 30);
        Assert.Null(new SerialScheme(problem).Schedule([0]));
    }
}
