using CsCheck;
using Rota.CpSat.Projects;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;
using Rota.Tests.Projects;
using Xunit;

namespace Rota.CpSat.Tests.Projects;

public sealed class CpSatProjectSolverTests
{
    private static readonly CpSatProjectSolver Hinted = new(new CpSatProjectOptions { Workers = 1 });
    private static readonly CpSatProjectSolver Leading = new(new CpSatProjectOptions { Workers = 1, Nice = 1, Lead = 0.004 });
    private static readonly CpSatProjectSolver Cold = new(new CpSatProjectOptions { Workers = 1, Hint = false });

    [Fact]
    public void With_and_without_a_hint_the_same_is_proved_of_every_small_project() =>
        RandomProjects.Any.Sample(
            problem =>
            {
                var (hinted, cold) = (Solve(Hinted, problem), Solve(Cold, problem));
                Assert.True(hinted.Outcome is Outcome.Optimal or Outcome.Infeasible);
                Assert.Equal((cold.Outcome, cold.Objective), (hinted.Outcome, hinted.Objective));
                // Solve throws when the referee accepts what was proved impossible, or better than what was proved best.
                var heuristic = new ListSearch(1).Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.Time(TimeSpan.FromMilliseconds(15))));
                if (hinted.Outcome == Outcome.Infeasible) Assert.Null(heuristic.Answer);
                else if (heuristic.Objective is { } value) Assert.True(value >= hinted.Objective);
            },
            iter: 120,
            threads: 1,
            seed: "0000VVmH4Ao3");

    [Fact]
    public void A_lead_that_ends_in_the_middle_of_a_search_changes_nothing_that_is_proved() =>
        RandomProjects.Any.Sample(
            problem =>
            {
                var (leading, plain) = (Solve(Leading, problem), Solve(Hinted, problem));
                Assert.Equal((plain.Outcome, plain.Objective), (leading.Outcome, leading.Objective));
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void The_specifications_project_takes_ten()
    {
        var solution = Solve(new ProjectPortfolio(), SpecVector.Problem);
        Assert.Equal((Outcome.Optimal, 10L), (solution.Outcome, solution.Objective!.Value));
    }

    [Fact]
    public void A_task_that_pauses_is_best_spread_over_the_break()
    {
        var problem = new ProjectProblem(
            "pause", [new("crew", 1, Windows: [new(3, 5)])], [new("long", [new(4, [new(0, 1)])], Pauses: true), new("short", [new(2, [new(0, 1)])])]);
        var solution = Solve(Cold, problem);
        Assert.Equal((Outcome.Optimal, 8L), (solution.Outcome, solution.Objective!.Value));
    }

    [Fact]
    public void A_pause_may_not_carry_a_task_beyond_its_deadline()
    {
        // Three hours before the break, four needed: it ends at 12 at the earliest, unless it starts at 0.
        ProjectProblem Due(long due, long release) => new(
            "late", [new("crew", 1, Windows: [new(4, 9)])], [new("task", [new(4, [new(0, 1)])], Release: release, Due: due, Pauses: true)]);
        Assert.Equal(Outcome.Infeasible, Solve(new ProjectPortfolio(), Due(11, 3)).Outcome);
        Assert.Equal((Outcome.Optimal, 12L), (Solve(Cold, Due(12, 3)).Outcome, Solve(Cold, Due(12, 3)).Objective!.Value));
        Assert.Equal(4, Solve(Cold, Due(11, 0)).Objective);
    }

    private static Solution<ProjectSchedule> Solve(ISolver<ProjectProblem, ProjectSchedule> solver, ProjectProblem problem) =>
        solver.Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.Time(TimeSpan.FromSeconds(20)), workers: 2));
}
