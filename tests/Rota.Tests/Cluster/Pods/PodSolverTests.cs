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
            var problem = RandomClusters.Any(seed, pods: 9, nodes: 4, objective: seed % 2 == 0 ? PodObjective.PlacementFirst : PodObjective.TierByTier);
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
    public void The_same_seed_makes_the_same_cluster_and_the_same_plan()
    {
        var options = new PodGeneratorOptions { Nodes = 8, PodsPerNode = 4, Load = 1.0 };
        var (first, second) = (PodGenerator.Create(options), PodGenerator.Create(options));
        Assert.Equal(first.Pods.Select(pod => (pod.Uid, pod.Node, pod.Priority, pod.Request[0])), second.Pods.Select(pod => (pod.Uid, pod.Node, pod.Priority, pod.Request[0])));
        PodPlan Plan(PodProblem problem) => new PodRepair().Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromMinutes(2)))).Answer!;
        Assert.Equal(Plan(first).Nodes, Plan(second).Nodes);
    }
}
