using CsCheck;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Projects.Solvers;

public sealed class ResourceFlowTests
{
    [Fact]
    public void Who_keeps_the_arcs_of_a_schedule_keeps_its_capacities() =>
        RandomProjects.Any.Sample(
            problem =>
            {
                if (!problem.IsPlain || new RuleSchedules().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None)).Answer is not { } schedule) return;
                var arcs = ResourceFlow.Arcs(problem, schedule);
                // As early as precedence and the arcs allow: a schedule of its own, and the referee takes it.
                var starts = new long[problem.Tasks.Length];
                for (var round = 0; round < starts.Length; round++)
                    foreach (var (from, to) in arcs.Concat(problem.Links.Select(link => (link.From, link.To))))
                        starts[to] = Math.Max(starts[to], starts[from] + problem.Tasks[from].Modes[0].Duration);
                Assert.Empty(ProjectChecker.Violations(problem, ProjectSchedule.FromStarts(starts)));
                Assert.All(arcs, arc => Assert.True(schedule.Starts[arc.From] + problem.Tasks[arc.From].Modes[0].Duration <= schedule.Starts[arc.To]));
            },
            iter: 300,
            seed: "0000VVmH4Ao3");
}
