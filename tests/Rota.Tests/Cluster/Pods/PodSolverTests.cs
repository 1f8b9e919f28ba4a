using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Generators;
using Rota.Cluster.Pods.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

public sealed class PodSolverTests
{
    [Fact]
    public void Every_solver_keeps_every_rule_and_repair_is_never_worse_than_nothing()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var problem = RandomClusters.Any(seed, pods: 9, nodes: 4, objective: seed % 2 == 0 ? PodObjective.PlacementFirst : PodObjective.TierByTier).With(RandomClusters.Limits(seed));
            var unchanged = PodScore.Of(problem, PodPlan.Unchanged(problem)).Objective;
            foreach (var solver in PodSolvers.All)
            {
                // Solve has the referee look at the plan, and at the bound.
                var solution = solver.Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(20)), seed));
                if (solver is PodRepair) Assert.True(solution.Objective <= unchanged);
            }
        }
    }

    [Fact]
    public void Bounds_never_lie_above_the_best_plan()
    {
        for (ulong seed = 0; seed < 50; seed++)
            foreach (var objective in Enum.GetValues<PodObjective>())
            {
                var problem = RandomClusters.Any(seed, pods: 5, objective: objective);
                Assert.True(PodBounds.Of(problem) <= EveryPlan.Best(problem), $"seed {seed}");
            }
    }

    [Fact]
    public void Two_large_pods_never_share_a_node()
    {
        // Three pods of 0.6 on two equal nodes: the sum would allow three.
        var problem = new PodProblem("large", ["cpu", "memory"], [new("a", [10, 10]), new("b", [10, 10])], [.. Enumerable.Range(0, 3).Select(i => new ClusterPod($"{i}", "", $"{i}", [6, 1]))]);
        Assert.Equal(2, MostPlaced.Of(problem, [0, 1, 2]));
    }

    [Fact]
    public void A_pod_gets_its_place_by_a_chain_of_moves()
    {
        // Both nodes have one core free; the pending pod wants two: one small pod has to change sides.
        var problem = new PodProblem(
            "chain", ["cpu", "memory"], [new("a", [3, 9]), new("b", [3, 9])],
            [new("1", "", "1", [1, 1]) { Node = 0 }, new("2", "", "2", [1, 1]) { Node = 0 }, new("3", "", "3", [2, 1]) { Node = 1 }, new("4", "", "4", [2, 1])]);
        var solution = new PodRepair().Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(20))));
        Assert.Equal(2, solution.Objective);
        Assert.Equal(Outcome.Feasible, solution.Outcome);
    }

    [Fact]
    public void Tier_by_tier_no_pod_moves_for_a_less_important_one()
    {
        var problem = new PodProblem(
            "chain", ["cpu", "memory"], [new("a", [3, 9]), new("b", [3, 9])],
            [new("1", "", "1", [1, 1]) { Node = 0, Priority = 5 }, new("2", "", "2", [1, 1]) { Node = 0, Priority = 5 }, new("3", "", "3", [2, 1]) { Node = 1, Priority = 5 }, new("4", "", "4", [2, 1])]);
        Run<PodPlan> Start() => new(Limit.Time(TimeSpan.FromSeconds(20)));
        Assert.NotEqual(-1, new PodRepair().Solve(problem, PodChecker.Instance, Start()).Answer!.Nodes[3]);
        Assert.Equal(-1, new PodRepair().Solve(problem.With(PodObjective.TierByTier), PodChecker.Instance, Start()).Answer!.Nodes[3]);
    }

    [Fact]
    public void No_more_pods_leave_their_nodes_than_is_allowed()
    {
        // Two moves would place both pending pods; one places one.
        var problem = new PodProblem(
            "limits", ["cpu", "memory"], [new("a", [3, 9]), new("b", [3, 9]), new("c", [3, 9]), new("d", [3, 9])],
            [
                new("1", "s", "1", [1, 1]) { Node = 0, Owner = "ReplicaSet r" }, new("2", "s", "2", [1, 1]) { Node = 0, Owner = "ReplicaSet r" }, new("3", "s", "3", [2, 1]) { Node = 1, Owner = "ReplicaSet q" },
                new("4", "s", "4", [1, 1]) { Node = 2, Owner = "ReplicaSet r" }, new("5", "s", "5", [1, 1]) { Node = 2, Owner = "ReplicaSet r" }, new("6", "s", "6", [2, 1]) { Node = 3, Owner = "ReplicaSet q" },
                new("7", "s", "7", [2, 1]), new("8", "s", "8", [2, 1]),
            ]);
        int Placed(MoveLimits? limits) => new PodRepair().Solve(problem.With(limits), PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(20)))).Answer!.Nodes.Count(node => node >= 0);
        Assert.Equal([8, 7, 7, 6], [Placed(null), Placed(new(1)), Placed(new(MostPerOwner: 1)), Placed(new(0))]);
    }

    [Fact]
    public void Tools_that_evict_do_what_they_are_known_for()
    {
        // Node a is nearly empty, b half full, c full.
        ClusterPod Pod(string name, long cpu, int node) => new(name, "s", name, [cpu, cpu]) { Node = node, Owner = $"ReplicaSet r{name}" };
        PodProblem Cluster(params ReadOnlySpan<ClusterPod> pods) => new("peers", ["cpu", "memory"], [new("a", [100, 100]), new("b", [100, 100]), new("c", [100, 100])], [.. pods]);
        int[] Nodes(ISolver<PodProblem, PodPlan> solver, PodProblem problem) => [.. solver.Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.None)).Answer!.Nodes];
        var uneven = Cluster(Pod("1", 10, 0), Pod("2", 40, 1), Pod("3", 30, 2), Pod("4", 30, 2), Pod("5", 30, 2));
        // From c until it is no longer above 50 %: two pods, one of which kube-scheduler puts back where it was. Evicting is no plan.
        Assert.Equal(1, Nodes(new LowNodeUtilization(), uneven)[2..].Count(node => node != 2));
        Assert.NotEqual(0, Nodes(new HighNodeUtilization(), uneven)[0]);
        Assert.NotEqual(0, Nodes(new Consolidation(), uneven)[0]);
        // All below: nothing to do for one, nothing to do it with for the other.
        var all = Cluster(Pod("1", 10, 0), Pod("2", 10, 1), Pod("3", 10, 2));
        Assert.Equal([0, 1, 2], Nodes(new HighNodeUtilization(), all));
        Assert.Equal([0, 1, 2], Nodes(new LowNodeUtilization(), all));
        Assert.Equal(2, Nodes(new Consolidation(), all).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_makes_the_same_cluster_and_the_same_plan()
    {
        var options = new PodGeneratorOptions { Nodes = 8, PodsPerNode = 4, Load = 1.0 };
        var (first, second) = (PodGenerator.Create(options), PodGenerator.Create(options));
        Assert.Equal(first.Pods.Select(pod => (pod.Uid, pod.Node, pod.Priority, pod.Request[0])), second.Pods.Select(pod => (pod.Uid, pod.Node, pod.Priority, pod.Request[0])));
        PodPlan Plan(PodProblem problem) => new PodRepair().Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromMinutes(2)))).Answer!;
        Assert.Equal(Plan(first).Nodes, Plan(second).Nodes);
    }
}
