using CsCheck;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class JspLibSolutionTests
{
    // a: machine 0 for 3, machine 1 for 2. b: machine 1 for 4, machine 0 for 1.
    private static readonly ShopProblem Problem = new("small", 2, [new("a", [new(0, 3), new(1, 2)]), new("b", [new(1, 4), new(0, 1)])]);

    [Fact]
    public void Orders_become_the_earliest_schedule()
    {
        var schedule = Read("""{"instance": "small", "makespan": 6, "machine_0": [0, 1], "machine_1": [1, 0]}""");
        Assert.Equal([0, 4, 0, 4], schedule.Starts.AsEnumerable());
        Assert.Equal(6, ShopChecker.Instance.Check(Problem, schedule).Objective);
    }

    [Theory]
    [InlineData("""{"makespan": 5, "machine_0": [0, 1], "machine_1": [1, 0]}""", "s:1:14: a makespan of 5, but the orders give 6")]
    [InlineData("""{"makespan": 9, "machine_0": [1, 0], "machine_1": [0, 1]}""", "s:1:1: the orders of the machines wait for each other, no schedule follows them")]
    [InlineData("""{"makespan": 9, "machine_0": [0, 1]}""", "s:1:1: has no 'machine_1'; did you mean 'machine_0'?")]
    [InlineData("""{"makespan": 9, "machine_0": [0], "machine_1": [1, 0]}""", "s:1:30: 1 jobs on machine 0, expected 2")]
    [InlineData("""{"makespan": 9, "machine_0": [0, 0], "machine_1": [1, 0]}""", "s:1:34: job 0 comes to machine 0 more often than its 1 operations there")]
    [InlineData("""{"makespan": 9, "machine_0": [0, 2], "machine_1": [1, 0]}""", "s:1:34: read '2', expected a job from 0 to 1; nearest 1")]
    [InlineData("""{"machine_0": [0, 1], "machine_1": [1, 0]}""", "s:1:1: has no 'makespan'")]
    [InlineData("[1]", "s: expected a solution, an object with 'makespan', 'machine_0', ...")]
    public void Faults_are_named(string text, string message) => Assert.Equal(message, Assert.Throws<InputException>(() => Read(text)).Message);

    [Fact]
    public void A_written_solution_is_read_as_a_schedule_no_worse() =>
        RandomShops.Plain.Where(p => p.Jobs.All(j => j.Operations.All(o => o.Modes[0].Duration > 0))).Sample(any =>
        {
            var problem = any.With(ShopObjective.Makespan);
            var run = new Run<ShopSchedule>(Limit.None);
            new RuleSolver(Rota.Shop.Policies.PriorityRules.All[1]).Improve(problem, run);
            var output = new StringWriter();
            JspLibSolution.Write(problem, run.Best!.Value.Answer, output);
            var verdict = ShopChecker.Instance.Check(problem, JspLibSolution.Read(TextInput.OfText(output.ToString(), "s"), problem));
            Assert.Empty(verdict.Violations);
            Assert.True(verdict.Objective <= run.Best.Value.Objective);
        }, iter: 200);

    [Fact]
    public void A_choice_of_machines_is_refused()
    {
        var flexible = new ShopProblem("f", 2, [new("a", [new Operation([new(0, 1), new(1, 1)])])]);
        Assert.Contains("choice of machines", Assert.Throws<RotaException>(() => JspLibSolution.Read(TextInput.OfText("{}", "s"), flexible)).Message);
    }

    private static ShopSchedule Read(string text) => JspLibSolution.Read(TextInput.OfText(text, "s"), Problem);
}
