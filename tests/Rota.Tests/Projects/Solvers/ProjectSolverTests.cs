using CsCheck;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Projects.Solvers;

public class ProjectSolverTests
{
    private static readonly GeneticSearch Small = new(new GeneticOptions { Threads = 1, Population = 10, Individuals = 60 });

    [Fact]
    public void Every_solver_answers_textbook_projects_with_schedules_the_referee_accepts() =>
        RandomProjects.Plain.Sample(
            problem =>
            {
                foreach (var solver in (ISolver<ProjectProblem, ProjectSchedule>[])[new RuleSchedules(), Small, new RegretSampling(SamplingScheme.Justified, 5), new RegretSampling(SamplingScheme.Parallel, 5)])
                    Assert.NotNull(solver.Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.Time(TimeSpan.FromSeconds(20)))).Answer);
            },
            iter: 150);

    [Fact]
    public void Rules_answer_every_project_without_deadlines_stocks_and_maximal_lags() =>
        RandomProjects.Easy.Sample(
            problem => Assert.NotNull(new RuleSchedules().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.Time(TimeSpan.FromSeconds(20)))).Answer), iter: 400);

    [Fact]
    public void The_same_seed_gives_the_same_schedule()
    {
        var problem = Chain();
        var runs = Enumerable.Range(0, 2).Select(_ => Small.Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None, seed: 3)).Answer!.Starts).ToArray();
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void A_circle_of_links_that_cannot_be_kept_is_a_proof_in_words()
    {
        var problem = new ProjectProblem("max", [], [new("a", [new(3, [])]), new("b", [new(2, [])])], [new(0, 1), new(1, 0, -2, LinkKind.StartToStart)]);
        var solution = new RuleSchedules().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None));
        Assert.Equal(Outcome.Infeasible, solution.Outcome);
        Assert.StartsWith("a circle of links that cannot be kept: ", solution.Reason);
    }

    [Fact]
    public void A_stock_that_no_choice_of_modes_spares_is_a_proof_in_words()
    {
        var problem = new ProjectProblem("poor", [new("money", 3, Renewable: false)], [new("a", [new(1, [new(0, 2)])]), new("b", [new(1, [new(0, 2)])])]);
        var solution = new RuleSchedules().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None));
        Assert.Equal("the tasks use at least 4 of money, and there are 3", solution.Reason);
    }

    [Fact]
    public void A_maximal_lag_is_met_by_holding_the_first_task_back()
    {
        // b waits for the crew until 5; a must start at most 3 before b.
        var problem = new ProjectProblem(
            "held", [new("crew", 1, Windows: [new(0, 5)])], [new("a", [new(1, [])]), new("b", [new(2, [new(0, 1)])])], [new(0, 1), new(1, 0, -3, LinkKind.StartToStart)]);
        var solution = new RuleSchedules().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None));
        Assert.Equal([2, 5], solution.Answer!.Starts);
    }

    [Fact]
    public void Modes_are_chosen_so_that_the_stock_suffices()
    {
        var problem = new ProjectProblem(
            "modes", [new("crew", 2), new("money", 4, Renewable: false)],
            [.. Enumerable.Range(0, 4).Select(i => new ProjectTask($"t{i}", [new(1, [new(0, 1), new(1, 3)]), new(4, [new(0, 1), new(1, 1)])]))]);
        var solution = Small.Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None));
        Assert.Equal(8, solution.Objective);
    }

    [Fact]
    public void Where_no_choice_of_modes_suits_the_stocks_nothing_is_offered()
    {
        // Each stock alone would do; together they do not: both tasks take two of one or of the other.
        ProjectTask Task(string id) => new(id, [new(1, [new(0, 2)]), new(1, [new(1, 2)])]);
        var problem = new ProjectProblem("torn", [new("money", 1, Renewable: false), new("fuel", 1, Renewable: false)], [Task("a"), Task("b")], [new(0, 1)]);
        var solution = Small.Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None));
        Assert.Equal((Outcome.Unknown, null), (solution.Outcome, solution.Answer));
        Assert.Contains("no choice of modes", solution.Reason);
    }

    private static ProjectProblem Chain() => new(
        "chain", [new("r", 4)], [.. Enumerable.Range(0, 20).Select(i => new ProjectTask($"t{i}", [new(1 + (i * 7 % 5), [new(0, 1 + (i * 3 % 4))])]))], [.. Enumerable.Range(0, 14).Select(i => new ProjectLink(i, i + 6))]);
}
