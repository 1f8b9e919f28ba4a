using CsCheck;
using Rota.CpSat.Projects;
using Rota.Projects;
using Rota.Projects.Generators;
using Rota.Projects.Solvers;
using Rota.Solving;
using Rota.Tests.Projects;
using Xunit;

namespace Rota.CpSat.Tests.Projects;

public sealed class LargeNeighbourhoodSearchTests
{
    [Fact]
    public void What_it_proves_of_small_projects_is_what_the_whole_model_proves() =>
        RandomProjects.Any.Sample(
            problem =>
            {
                var (windows, whole) = (Solve(new LargeNeighbourhoodSearch(), problem), Solve(new CpSatProjectSolver(new CpSatProjectOptions { Workers = 1 }), problem));
                Assert.Equal((whole.Outcome, whole.Objective), (windows.Outcome, windows.Objective));
            },
            iter: 40,
            threads: 1,
            seed: "aNWk617htAq2");

    [Fact]
    public void A_rules_schedule_gets_shorter()
    {
        var problem = ProjectGenerator.Create(new() { Tasks = 60, Seed = 3 });
        var rule = Solve(new RuleSchedules(), problem).Objective!.Value;
        var found = new LargeNeighbourhoodSearch().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.Target(rule - 1) | Limit.Time(TimeSpan.FromSeconds(60))));
        Assert.True(found.Objective < rule);
    }

    private static Solution<ProjectSchedule> Solve(ISolver<ProjectProblem, ProjectSchedule> solver, ProjectProblem problem) =>
        solver.Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.Time(TimeSpan.FromSeconds(20)), workers: 2));
}
