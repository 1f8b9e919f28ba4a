using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Generators;
using Rota.Cluster.Pods.Moves;
using Rota.Cluster.Pods.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

public sealed class MoveJournalTests
{
    [Fact]
    public void Two_pods_that_change_places_on_full_nodes_need_one_to_be_parked()
    {
        var problem = new PodProblem(
            "swap", ["cpu", "memory"], [new("a", [4, 9]), new("b", [4, 9])],
            [new("1", "", "1", [4, 1]) { Node = 0, Priority = 1 }, new("2", "", "2", [4, 1]) { Node = 1 }]);
        var journal = MoveJournal.Of(problem, new([1, 0]));
        Assert.Empty(journal.Blocked);
        Assert.Equal(1, journal.Parked);
        // The less important pod waits.
        Assert.Equal(
            [new(MoveAction.Evict, 1, 1, true), new(MoveAction.Evict, 0, 0, false), new(MoveAction.Bind, 0, 1, false), new(MoveAction.Bind, 1, 0, false)],
            journal.Steps);
    }

    [Fact]
    public void A_budget_that_allows_nobody_to_wait_blocks_a_circle()
    {
        var problem = new PodProblem(
            "swap", ["cpu", "memory"], [new("a", [4, 9]), new("b", [4, 9])], [new("1", "s", "1", [4, 1]) { Node = 0 }, new("2", "s", "2", [4, 1]) { Node = 1 }],
            [new("s", "one", LabelSelector.Everything, 1)]);
        Assert.Equal([0], MoveJournal.Of(problem, new([1, 0])).Blocked.Order().Take(1));
    }

    [Fact]
    public void After_every_step_there_is_room_and_no_budget_is_exceeded_and_the_end_is_the_plan()
    {
        for (ulong seed = 1; seed <= 25; seed++)
        {
            var problem = PodGenerator.Create(new() { Nodes = 6, PodsPerNode = 4, Load = 1.0, Seed = seed });
            problem = new(
                problem.Name, problem.Resources, problem.Nodes, [.. problem.Pods.Select((pod, p) => pod with { Labels = pod.Labels.Add("third", $"{p % 3}") })],
                [new("default", "b", new([new("third", LabelOperator.In, ["1"])]), 1)]);
            var plan = new PodRepair(3).Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(20)), seed)).Answer!;
            var journal = MoveJournal.Of(problem, plan);
            var nodes = problem.Pods.Select(pod => pod.Node).ToArray();
            var free = problem.Nodes.Select(node => node.Capacity.ToArray()).ToArray();
            for (var p = 0; p < nodes.Length; p++) Change(p, nodes[p], -1);
            foreach (var step in journal.Steps)
            {
                Change(step.Pod, step.Node, step.Action == MoveAction.Evict ? 1 : -1);
                nodes[step.Pod] = step.Action == MoveAction.Evict ? -1 : step.Node;
                Assert.True(free[step.Node].All(amount => amount >= 0), $"seed {seed}: {MoveJournal.Words(problem, step)}");
                Assert.True(Enumerable.Range(0, nodes.Length).Count(p => nodes[p] < 0 && problem.Pods[p].Node >= 0 && problem.Budgets[0].Covers(problem.Pods[p])) <= 1);
            }
            foreach (var p in Enumerable.Range(0, nodes.Length).Except(journal.Blocked)) Assert.Equal(plan.Nodes[p], nodes[p]);

            void Change(int pod, int node, int sign)
            {
                if (node < 0) return;
                for (var r = 0; r < 2; r++) free[node][r] += sign * problem.Pods[pod].Request[r];
            }
        }
    }

    [Fact]
    public void A_journal_is_written_for_machines_and_for_people()
    {
        var problem = new PodProblem(
            "move", ["cpu", "memory"], [new("a", [4, 9]), new("b", [4, 9])], [new("u-1", "shop", "web-1", [1, 1]) { Node = 0, Owner = "ReplicaSet web" }, new("u-2", "shop", "web-2", [4, 1])]);
        var journal = MoveJournal.Of(problem, new([1, 0]));
        using var lines = new StringWriter { NewLine = "\n" };
        MoveScript.WriteJsonLines(problem, journal, lines);
        Assert.StartsWith("""{"step":1,"action":"evict","namespace":"shop","pod":"web-1","uid":"u-1","node":"a","owner":"ReplicaSet web"}""", lines.ToString(), StringComparison.Ordinal);
        using var shell = new StringWriter { NewLine = "\n" };
        MoveScript.WriteShell(problem, journal, shell);
        Assert.Contains("/api/v1/namespaces/shop/pods/web-1/eviction", shell.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"preconditions\":{\"uid\":\"u-1\"}", shell.ToString(), StringComparison.Ordinal);
    }
}
