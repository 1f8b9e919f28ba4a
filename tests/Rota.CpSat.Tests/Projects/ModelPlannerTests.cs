using Rota.Chat;
using Rota.CpSat.Projects;
using Rota.Projects;
using Rota.Projects.ConstraintBench;
using Rota.Projects.Proposals;
using Rota.Solving;
using Xunit;

namespace Rota.CpSat.Tests.Projects;

public sealed class ModelPlannerTests
{
    private static readonly ProjectProblem Pair = new(
        "pair",
        [new ProjectResource("crew", 1, Windows: [new CapacityWindow(4, 6)])],
        [Task("A", 3), Task("B", 3)]);

    public static TheoryData<string> Planners => [.. ScriptedPlanners.All.Select(planner => planner.Name)];

    [Theory]
    [MemberData(nameof(Planners))]
    public void A_plan_is_feasible_whatever_the_model_answers(string planner)
    {
        for (var project = 0; project < 3; project++)
        {
            var instance = BenchGenerator.Create(new(), project, 20, BenchFamilies.All);
            var model = ScriptedPlanners.All.Single(entry => entry.Name == planner).Make(instance);
            var plan = ModelPlanner.Plan(instance.Problem, model, new() { Seed = 5, NearestTime = TimeSpan.FromSeconds(5) }, TestContext.Current.CancellationToken);
            Assert.NotNull(plan.Schedule);
            Assert.Empty(ProjectChecker.Violations(instance.Problem, plan.Schedule));
            if (planner == "garbage") Assert.Equal(PlanStep.FromScratch, plan.Step);
            if (planner == "witness") Assert.Equal((PlanStep.AsProposed, 0L), (plan.Step, plan.Moved));
        }
    }

    [Fact]
    public void The_nearest_schedule_moves_no_more_than_it_must()
    {
        // A at 0 and B at 2 overlap by 1 and B meets the closed time: the nearest has B at 6, moved by 4.
        var proposal = Proposal.Of(Pair, [0, 2]);
        var plan = ModelPlanner.Repair(Pair, proposal, new() { TakeOrder = false, NearestTime = TimeSpan.FromSeconds(10) }, TestContext.Current.CancellationToken);
        Assert.Equal((PlanStep.Nearest, Outcome.Optimal, 4L, 1), (plan.Step, plan.Outcome, plan.Moved, plan.Tasks));
        Assert.Equal([0, 6], plan.Schedule!.Starts);
    }

    [Fact]
    public void A_project_without_a_schedule_is_said_to_have_none()
    {
        var problem = new ProjectProblem("tight", [new ProjectResource("crew", 1)], [Task("A", 3) with { Due = 5 }, Task("B", 3) with { Due = 5 }]);
        var plan = ModelPlanner.Plan(problem, ScriptedChatModel.OfAnswers("A 0\nB 3"), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((PlanStep.None, Outcome.Infeasible), (plan.Step, plan.Outcome));
        Assert.Null(plan.Schedule);
    }

    [Fact]
    public void A_model_that_is_told_what_is_wrong_may_put_it_right_and_the_best_answer_counts()
    {
        var heard = new List<ChatPrompt>();
        var answers = new Queue<string>(["A 0\nB 2", "no idea", "A 0\nB 6"]);
        var model = new ScriptedChatModel("script", prompt =>
        {
            heard.Add(prompt);
            return answers.Dequeue();
        });
        var plan = ModelPlanner.Plan(Pair, model, new() { Rounds = 3 }, TestContext.Current.CancellationToken);
        Assert.Equal((PlanStep.AsProposed, 3), (plan.Step, plan.Answers.Length));
        Assert.Contains("crew", heard[1].User, StringComparison.Ordinal);
        Assert.Equal(2, heard[2].Earlier.Count);
    }

    [Fact]
    public void What_does_not_fit_is_one_line()
    {
        var pausing = new ProjectProblem("p", [], [Task("A", 3, 0) with { Pauses = true }]);
        Assert.Contains("pauses", Assert.Throws<RotaException>(() => ModelPlanner.Plan(pausing, ScriptedChatModel.OfAnswers("x"), cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("rounds 4", Assert.Throws<RotaException>(() => ModelPlanner.Plan(Pair, ScriptedChatModel.OfAnswers("x"), new() { Rounds = 4 }, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static ProjectTask Task(string id, long duration, long crew = 1) => new(id, [new TaskMode(duration, crew > 0 ? [new Demand(0, crew)] : [])]);
}
