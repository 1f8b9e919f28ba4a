using CsCheck;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Simulation;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class FlowSimulationTests
{
    public static TheoryData<string> Policies => [.. FlowPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void From_event_to_event_and_slot_by_slot_are_the_same(string name) =>
        FlowJobs.Any(1, 12, 5, 40, 30).Sample(problem =>
        {
            var events = FlowJobs.Run(problem, FlowPolicies.Find(name).Create());
            var slots = FlowJobs.Run(problem, FlowPolicies.Find(name).Create(), new() { UnitSlots = true });
            Assert.Equal(slots.Completions, events.Completions);
            Assert.Equal(slots.Preemptions, events.Preemptions);
        }, iter: 500, threads: 1);

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_referee_accepts_every_schedule_and_measures_the_same_sum(string name) =>
        Gen.Select(FlowJobs.Chains, Gen.Int[1, 3], Gen.Int[0, 2]).Sample((problem, servers, cost) =>
        {
            var run = FlowJobs.Run(problem, FlowPolicies.Find(name).Create(), new() { Servers = servers, SwitchCost = cost, KeepBlocks = true });
            var verdict = new FlowTimeChecker(servers, mayIdle: cost > 0).Check(problem, run.Schedule!);
            Assert.Empty(verdict.Violations);
            Assert.Equal(run.TotalFlow, verdict.Objective);
            Assert.Equal(run.TotalFlow, run.Alive.Integral);
        }, iter: 300, threads: 1);

    [Fact]
    public void Shortest_remaining_first_is_as_good_as_every_schedule_of_a_tiny_instance() =>
        FlowJobs.Any(1, 4, 2, 3, 3).Sample(problem =>
        {
            Assert.Equal(EverySchedule.LeastFlow(problem), FlowOptimum.Of(problem).TotalFlow);
            Assert.Equal(FlowOptimum.Of(problem).Completions, FlowJobs.Run(problem, new ShortestRemaining(j => problem.Jobs[j].Work)).Completions);
        }, iter: 400, threads: 1);

    [Fact]
    public void A_switch_costs_its_time_and_nothing_the_first_time()
    {
        // J1 runs [0, 2); J2 is set up [2, 5) and runs [5, 6); J1 again: set up [6, 9), runs [9, 12).
        var run = FlowJobs.Run(FlowJobs.Of((0, [5]), (2, [1])), new ShortestOperation(), new() { SwitchCost = 3 });
        Assert.Equal([12, 6], run.Completions);
        Assert.Equal([1, 0], run.Preemptions);
    }

    [Fact]
    public void Two_servers_take_the_first_two_of_the_order()
    {
        var run = FlowJobs.Run(FlowJobs.Of((0, [4]), (0, [2]), (0, [3])), new ShortestOperation(), new() { Servers = 2, KeepBlocks = true });
        Assert.Equal([6, 2, 3], run.Completions);
    }

    [Fact]
    public void A_host_that_drives_the_same_object_gets_the_same_times() =>
        Gen.Select(FlowJobs.Chains, Gen.Int[0, FlowPolicies.All.Count - 1]).Sample((problem, i) =>
            Assert.Equal(FlowJobs.Run(problem, FlowPolicies.All[i].Create()).Completions, LiveHost.Run(problem, FlowPolicies.All[i].Create())), iter: 500, threads: 1);

    [Fact]
    public void An_adversary_decides_as_it_goes_and_its_decisions_are_kept()
    {
        var run = FlowSimulation.Run("liar", AdaptiveLiar.Like(2, 3, 4, 5), new ShortestOperation(), null, TestContext.Current.CancellationToken);
        // Depth first: J0 and J1 are lied about up to three operations, the flood at 24 finds the other six with one each.
        Assert.Equal([4, 4, 4], run.Problem.Jobs[0].Operations);
        Assert.Equal([4, 4, 4], run.Problem.Jobs[1].Operations);
        Assert.All(run.Problem.Jobs.Skip(2), job => Assert.Single(job.Operations));
        Assert.Equal(run.Completions, FlowJobs.Run(run.Problem, new ShortestOperation()).Completions);
        Assert.Equal(13, run.Problem.Jobs.Length);
    }

    [Fact]
    public void Estimates_that_are_wrong_show_as_distortion()
    {
        var host = new FlowScheduler(new ShortestOperation());
        var job = host.OnArrival(0, 10);
        host.OnWork(5, job, 5);
        host.OnOperationDone(job, 4);
        host.OnWork(13, job, 8);
        host.OnOperationDone(job, null);
        Assert.Equal(2 * 2, host.Distortion);
        Assert.Equal(-1, host.Current());
    }

    [Fact]
    public void A_host_that_errs_is_told_so()
    {
        var host = new FlowScheduler(new ShortestOperation());
        Assert.Throws<RotaException>(() => host.OnArrival(0, 0));
        host.OnArrival(5, 1);
        Assert.Throws<RotaException>(() => host.OnArrival(4, 1));
        Assert.Throws<RotaException>(() => host.OnWork(6, 1, 1));
        Assert.Throws<RotaException>(() => host.OnOperationDone(0, 0));
    }
}
