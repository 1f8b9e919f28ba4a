using CsCheck;
using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

public class DispatchTests
{
    // Both jobs start on machine 0: a for 3 then machine 1 for 1; b for 2 then machine 1 for 5.
    private static readonly ShopProblem Pair = new("pair", 2, [new("a", [new(0, 3), new(1, 1)]), new("b", [new(0, 2), new(1, 5)])]);

    [Fact]
    public void The_shortest_operation_goes_first()
    {
        // b [0, 2) [2, 7), a [2, 5) and then behind b on machine 1 [7, 8).
        var schedule = new NonDelaySimulation(Pair).Dispatch(new ShortestProcessingTime());
        Assert.Equal([2L, 7, 0, 2], schedule.Starts);
    }

    [Fact]
    public void Ties_go_to_the_lowest_job()
    {
        var schedule = new NonDelaySimulation(Pair).Dispatch(new FirstInFirstOut());
        Assert.Equal([0L, 3, 3, 5], schedule.Starts);
    }

    [Fact]
    public void A_choice_of_machines_goes_to_the_earliest_completion()
    {
        // The first job takes machine 0 (3 before 4); the second would end at 6 there, so takes machine 1 and ends at 4.
        Operation either = new([new(0, 3), new(1, 4)]);
        var problem = new ShopProblem("two lines", 2, [new("a", [either]), new("b", [either])]);
        Assert.Equal([0, 1], new NonDelaySimulation(problem).Dispatch(new FirstInFirstOut()).Modes);
        Assert.Equal([0, 1], new GifflerThompson(problem).Dispatch(new FirstInFirstOut()).Modes);
    }

    [Fact]
    public void An_active_schedule_may_wait_for_a_better_operation()
    {
        // Machine 0: a is ready at 0 for 10; b is released at 1 for 2. b completes at 3, before a could, and wins by SPT.
        var problem = new ShopProblem("wait", 1, [new("a", [new(0, 10)]), new("b", [new(0, 2)], Release: 1)]);
        Assert.Equal([3L, 1], new GifflerThompson(problem).Dispatch(new ShortestProcessingTime()).Starts);
        Assert.Equal([0L, 10], new NonDelaySimulation(problem).Dispatch(new ShortestProcessingTime()).Starts);
    }

    [Fact]
    public void Every_rule_gives_a_good_schedule_of_any_shop() => RandomShops.Any.Sample(
        problem =>
        {
            var simulation = new NonDelaySimulation(problem);
            var active = new GifflerThompson(problem);
            foreach (var rule in PriorityRules.All.SelectMany(rule => new[] { rule, new PerturbedRule(rule, 0.3) }))
            {
                Accept(problem, simulation.Dispatch(rule, new RandomStream(1)));
                Accept(problem, active.Dispatch(rule, new RandomStream(1)));
            }
        },
        iter: 500);

    [Fact]
    public void The_same_chance_gives_the_same_schedule() => RandomShops.Any.Sample(
        problem =>
        {
            var used = new NonDelaySimulation(problem);
            used.Dispatch(new RandomOrder(), new RandomStream(3));
            var again = used.Dispatch(new RandomOrder(), new RandomStream(4));
            var fresh = new NonDelaySimulation(problem).Dispatch(new RandomOrder(), new RandomStream(4));
            return again.Starts.SequenceEqual(fresh.Starts) && again.Modes.SequenceEqual(fresh.Modes);
        },
        iter: 200);

    [Fact]
    public void No_machine_idles_while_an_operation_waits() => RandomShops.Plain.Sample(
        problem =>
        {
            var schedule = new NonDelaySimulation(problem).Dispatch(new MostWorkRemaining());
            var blocks = schedule.ToSchedule(problem).Blocks;
            foreach (var block in blocks)
            {
                var ready = block.Part == 0 ? problem.Jobs[block.Work].Release : blocks.Single(b => b.Work == block.Work && b.Part == block.Part - 1).End;
                var busy = blocks.Where(b => b.Resource == block.Resource && b.Start < block.Start && b.End > ready).Sum(b => b.End - Math.Max(b.Start, ready));
                Assert.Equal(block.Start - ready, busy);
            }
        },
        iter: 500);

    [Fact]
    public void Rules_never_rank_by_what_is_not_a_number()
    {
        long[] lengths = [0, 1, long.MaxValue / 4];
        foreach (var rule in PriorityRules.All.SelectMany(rule => new[] { rule, new PerturbedRule(rule, 0.3) }))
            foreach (var duration in lengths)
                foreach (var done in lengths)
                    foreach (var due in new[] { double.PositiveInfinity, 0, 5, -5 })
                        foreach (var weight in new double[] { 0, 1, 3 })
                            foreach (var mean in new double[] { 0, 2 })
                                Assert.False(double.IsNaN(rule.Rank(new(7, 0, 3, duration, done, duration, 1, due, weight, mean, 0.5))), rule.Name);
    }

    private static void Accept(ShopProblem problem, ShopSchedule schedule)
    {
        var verdict = ShopChecker.Instance.Check(problem, schedule);
        Assert.Equal([], verdict.Violations);
        Assert.Equal(verdict.Objective, JobCost.Of(problem, schedule));
    }
}
