using CsCheck;
using Rota.Shop;
using Rota.Shop.Explain;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Explain;

public class ShopExplanationTests
{
    // a: machine 0 for 3, machine 1 for 4. b: machine 0 for 2, machine 1 for 1, released at 1. c: machine 2 for 1, started late.
    private static readonly ShopProblem Problem = new(
        "three", 3, [new("a", [new(0, 3), new(1, 4)], Due: 6), new("b", [new(0, 2), new(1, 1)], Release: 1), new("c", [new(2, 1)])]);

    private static readonly ShopSchedule Schedule = ShopSchedule.FromStarts([0, 3, 3, 7, 5]);

    [Fact]
    public void A_job_is_told_what_holds_each_operation() => Assert.Equal(
        [
            "job b ends at 8; alone in the shop it would end at 4",
            "  operation 0 of job b on machine 0 [3, 5): ready at 1, but machine 0 ran operation 0 of job a [0, 3) until 3",
            "  operation 1 of job b on machine 1 [7, 8): ready at 5, but machine 1 ran operation 1 of job a [3, 7) until 7",
            "it waits 4 in all: 2 for machine 0, 2 for machine 1",
        ],
        ShopExplanation.OfJob(Problem, Schedule, 1).Lines);

    [Fact]
    public void An_operation_that_nothing_holds_is_told_when_it_could_start()
    {
        var explanation = ShopExplanation.OfJob(Problem, Schedule, 2);
        Assert.Equal((Binding.Nothing, 0L), (explanation.Reasons[0].Binding, explanation.Reasons[0].EarliestStart));
        Assert.Contains("could start at 0, 5 earlier", explanation.Reasons[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_critical_path_leads_back_to_the_start()
    {
        var path = ShopExplanation.CriticalPath(Problem, Schedule);
        Assert.Equal([(0, 0), (0, 1), (1, 1)], path.Reasons.Select(r => (r.Block.Work, r.Block.Part)));
        Assert.Equal([Binding.Release, Binding.Predecessor, Binding.Machine], path.Reasons.Select(r => r.Binding));
        Assert.Equal("the chain is 3 operations long, from 0 to 8; machine 1 gives 5 of it, machine 0 gives 3 of it", path.Notes[0]);
        Assert.Equal("no schedule has an objective below 8: machine 1 cannot start before 3, has 5 of work, and then at least 0 follows", path.Notes[1]);
    }

    [Fact]
    public void A_due_date_is_mentioned() =>
        Assert.StartsWith("job a ends at 7, 1 after its due date 6", ShopExplanation.OfJob(Problem, Schedule, 0).Summary, StringComparison.Ordinal);

    [Fact]
    public void Another_machine_that_would_be_sooner_is_named()
    {
        var problem = new ShopProblem("two lines", 2, [new("a", [new([new(0, 3), new(1, 1)])])]);
        Assert.EndsWith("on machine 1 it could run [0, 1)", ShopExplanation.OfJob(problem, new([0], [0]), 0).Reasons[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_job_is_refused() =>
        Assert.Equal("three has no job 3, expected 0 to 2", Assert.Throws<RotaException>(() => ShopExplanation.OfJob(Problem, Schedule, 3)).Message);

    [Fact]
    public void What_holds_an_operation_really_holds_it() => RandomShops.Any.Sample(
        problem =>
        {
            var schedule = Loosened(problem);
            for (var j = 0; j < problem.Jobs.Length; j++)
                foreach (var reason in ShopExplanation.OfJob(problem, schedule, j).Reasons)
                {
                    var (id, start) = (problem.FirstOperation[j] + reason.Block.Part, reason.Block.Start);
                    Assert.Equal(reason.Binding == Binding.Nothing, reason.EarliestStart < start);
                    Assert.Equal([], ShopChecker.Instance.Check(problem, Moved(schedule, id, reason.EarliestStart)).Violations);
                    if (start > 0 && reason.EarliestStart == start)
                        Assert.NotEmpty(ShopChecker.Instance.Check(problem, Moved(schedule, id, start - 1)).Violations);
                }
        },
        iter: 500);

    [Fact]
    public void The_critical_path_has_no_gaps() => RandomShops.Any.Sample(
        problem =>
        {
            for (var j = 0; j < problem.Jobs.Length; j++)
            {
                var path = ShopExplanation.CriticalPath(problem, Loosened(problem), j).Reasons;
                for (var i = 1; i < path.Length; i++) Assert.Equal(path[i - 1].Block.End, path[i].Block.Start);
                if (path.Length > 0) Assert.True(path[0].Binding is Binding.Release or Binding.Nothing);
            }
        },
        iter: 500);

    /// <summary>A rule's schedule whose last job's last operation is moved away to the end.</summary>
    private static ShopSchedule Loosened(ShopProblem problem)
    {
        var schedule = new NonDelaySimulation(problem).Dispatch(new LongestProcessingTime());
        return problem.OperationCount == 0 ? schedule : Moved(schedule, problem.OperationCount - 1, problem.Horizon + 5);
    }

    private static ShopSchedule Moved(ShopSchedule schedule, int operation, long start) =>
        schedule with { Starts = schedule.Starts.SetItem(operation, start) };
}
