using Rota.Cluster.Pods;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

public sealed class PodCheckerTests
{
    // Two nodes of 4 cores; a (2 cores, priority 2) on n0, b (3 cores, priority 1) on n1, c (2 cores, priority 2) pending: fits on n0.
    private static readonly PodProblem Problem = new(
        "three", ["cpu", "memory"], [new("n0", [4000, 100]), new("n1", [4000, 100])],
        [new("a", "s", "a", [2000, 1]) { Priority = 2, Node = 0 }, new("b", "s", "b", [3000, 1]) { Priority = 1, Node = 1 }, new("c", "s", "c", [2000, 1]) { Priority = 2 }]);

    [Fact]
    public void Placement_counts_before_disruption_and_the_important_first()
    {
        // Digits: unplaced of priority 2 (0 to 2), of priority 1 (0 to 1), disruption (0 to 4, two running pods).
        Assert.Equal((1 * 10) + 0, PodChecker.Instance.Check(Problem, PodPlan.Unchanged(Problem)).Objective);
        Assert.Equal(0, PodChecker.Instance.Check(Problem, new([0, 1, 0])).Objective);
        Assert.Equal(5 + 1, PodChecker.Instance.Check(Problem, new([0, -1, 0])).Objective);
        Assert.Equal(5 + 1 + 2, PodChecker.Instance.Check(Problem, new([1, -1, 1])).Objective);
    }

    [Fact]
    public void Too_much_on_a_node_is_refused_in_words() =>
        Assert.Equal(["node n1 holds 5000 of cpu, expected at most 4000"], PodChecker.Instance.Check(Problem, new([0, 1, 1])).Violations);

    [Fact]
    public void An_overloaded_node_may_stay_so_and_takes_nobody()
    {
        var problem = new PodProblem("over", ["cpu", "memory"], [new("n", [1000, 9])], [new("a", "", "a", [900, 1]) { Node = 0 }, new("b", "", "b", [800, 1]) { Node = 0 }, new("c", "", "c", [0, 1])]);
        Assert.Empty(PodChecker.Instance.Check(problem, new([0, 0, -1])).Violations);
        Assert.Single(PodChecker.Instance.Check(problem, new([0, 0, 0])).Violations);
    }

    [Fact]
    public void Held_pods_waiting_pods_and_budgets_are_respected()
    {
        var held = Problem.With(Problem.Pods.SetItem(0, Problem.Pods[0] with { Held = "it is static" }).SetItem(2, Problem.Pods[2] with { Waiting = "a gate" }));
        Assert.Contains("pod s/a leaves n0, which it must not: it is static", PodChecker.Instance.Check(held, new([1, -1, -1])).Violations);
        Assert.Contains("pod s/c is placed, which is not ours to do: a gate", PodChecker.Instance.Check(held, new([0, 1, 0])).Violations);
        var budget = new PodProblem("b", Problem.Resources, Problem.Nodes, Problem.Pods, [new("s", "none", LabelSelector.Everything, 0)]);
        Assert.Contains("pod s/b leaves n1, which budget s/none forbids", PodChecker.Instance.Check(budget, new([0, -1, 0])).Violations);
    }

    [Fact]
    public void Shared_GPUs_are_counted_by_device()
    {
        var problem = new PodProblem(
            "gpu", ["cpu", "memory"], [new("n", [9, 9]) { Gpus = 2 }],
            [new("a", "", "a", [1, 1]) { Gpus = 1, GpuMilli = 600 }, new("b", "", "b", [1, 1]) { Gpus = 1, GpuMilli = 500 }]);
        Assert.Empty(PodChecker.Instance.Check(problem, new([0, 0]) { Devices = [[0], [1]] }).Violations);
        Assert.Equal(["GPU 0 of n is shared out to 1100 thousandths, expected at most 1000"], PodChecker.Instance.Check(problem, new([0, 0]) { Devices = [[0], [0]] }).Violations);
        Assert.Single(PodChecker.Instance.Check(problem, new([0, -1]) { Devices = [[2], []] }).Violations);
    }

    [Fact]
    public void A_state_and_the_referee_agree_on_what_fits()
    {
        for (ulong seed = 0; seed < 150; seed++)
        {
            var problem = RandomClusters.Any(seed);
            var state = new ClusterState(problem);
            for (var p = 0; p < problem.Pods.Length; p++)
            {
                if (state.NodeOf[p] >= 0 || problem.IsFixed(p)) continue;
                for (var n = 0; n < problem.Nodes.Length; n++)
                {
                    var nodes = state.NodeOf.ToArray();
                    nodes[p] = n;
                    var accepted = PodChecker.Instance.Check(problem, new([.. nodes])).Accepted;
                    // Rules between pods that are broken already may make a state more careful than the referee.
                    if (state.Fits(p, n)) Assert.True(accepted, $"seed {seed}, pod {p} on {n}");
                }
            }
        }
    }
}
