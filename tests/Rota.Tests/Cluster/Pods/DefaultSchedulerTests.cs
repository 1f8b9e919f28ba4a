using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Simulation;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

public sealed class DefaultSchedulerTests
{
    [Fact]
    public void An_empty_node_is_preferred_and_replicas_are_spread()
    {
        var problem = new PodProblem(
            "two", ["cpu", "memory"], [new("a", [1000, 1000]), new("b", [1000, 1000])],
            [new("1", "", "1", [100, 100]) { Node = 0, Owner = "ReplicaSet w" }, new("2", "", "2", [100, 100]) { Owner = "ReplicaSet w" }]);
        for (ulong seed = 0; seed < 20; seed++)
        {
            var state = new ClusterState(problem);
            new DefaultScheduler(state, seed).Arrive(1);
            Assert.Equal(1, state.NodeOf[1]);
        }
    }

    [Fact]
    public void Preemption_takes_the_least_important_victims_of_one_node()
    {
        // On a the victim is of priority 1, on b of priority 0: b is chosen.
        var problem = new PodProblem(
            "preempt", ["cpu", "memory"], [new("a", [10, 10]), new("b", [10, 10])],
            [new("1", "", "1", [9, 1]) { Node = 0, Priority = 1 }, new("2", "", "2", [9, 1]) { Node = 1 }, new("3", "", "3", [5, 1]) { Priority = 9 }]);
        var state = new ClusterState(problem);
        var scheduler = new DefaultScheduler(state);
        scheduler.Arrive(2);
        Assert.Equal([0, -1, 1], state.NodeOf.ToArray());
        Assert.Equal(1, scheduler.Preempted);
    }

    [Fact]
    public void Victims_that_need_not_go_are_put_back_the_important_first()
    {
        var problem = new PodProblem(
            "reprieve", ["cpu", "memory"], [new("a", [10, 10])],
            [new("1", "", "1", [4, 1]) { Node = 0, Priority = 1 }, new("2", "", "2", [4, 1]) { Node = 0, Priority = 2 }, new("3", "", "3", [5, 1]) { Priority = 9 }]);
        var state = new ClusterState(problem);
        new DefaultScheduler(state).Arrive(2);
        Assert.Equal([-1, 0, 0], state.NodeOf.ToArray());
    }

    [Fact]
    public void Pods_that_never_preempt_wait()
    {
        var problem = new PodProblem(
            "never", ["cpu", "memory"], [new("a", [10, 10])], [new("1", "", "1", [9, 1]) { Node = 0 }, new("2", "", "2", [9, 1]) { Priority = 9, NeverPreempts = true }]);
        var state = new ClusterState(problem);
        new DefaultScheduler(state).Arrive(1);
        Assert.Equal([0, -1], state.NodeOf.ToArray());
    }
}
