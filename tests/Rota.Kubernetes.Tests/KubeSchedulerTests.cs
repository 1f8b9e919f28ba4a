using System.Text.Json.Nodes;
using Rota.Kubernetes.Double;
using Xunit;

namespace Rota.Kubernetes.Tests;

public sealed class KubeSchedulerTests
{
    [Fact]
    public async Task Pods_of_its_name_are_bound_and_others_are_left_alone()
    {
        await using var server = await KubernetesDouble.Start();
        server.Load(World.Node("n1"));
        server.Load(World.Deployment("web", 3, "500m"));
        var foreign = World.Pod("foreign", "100m");
        foreign["spec"]!["schedulerName"] = "default-scheduler";
        server.Load(foreign);
        await server.Settle(World.Patience);
        await Running(server, new(), async _ => Assert.True(await World.Until(server, s => s.Objects("Pod").Count(World.IsBound) == 3)));
        Assert.False(World.IsBound(server.Objects("Pod").Single(pod => pod["metadata"]!["name"]!.ToString() == "foreign")));
        Assert.Contains(server.Objects("Event"), one => one["reason"]!.ToString() == "Scheduled");
    }

    [Fact]
    public async Task What_fits_nowhere_is_told_in_status_and_event_with_the_reason()
    {
        await using var server = await KubernetesDouble.Start();
        server.Load(World.Node("n1", cpu: "1"));
        server.Load(World.Pod("large", "1500m"));
        await Running(server, new(), async _ => Assert.True(await World.Until(server, s => s.Objects("Event").Any(one => one["reason"]!.ToString() == "FailedScheduling"))));
        Assert.Contains("1 of 1 nodes are too small even when empty", server.Objects("Event").First(one => one["reason"]!.ToString() == "FailedScheduling")["note"]!.ToString(), StringComparison.Ordinal);
        var condition = (server.Objects("Pod")[0]["status"]!["conditions"] as JsonArray)!.Single()!;
        Assert.Equal(("PodScheduled", "False", "Unschedulable"), (condition["type"]!.ToString(), condition["status"]!.ToString(), condition["reason"]!.ToString()));
    }

    [Fact]
    public async Task A_shadow_says_what_it_would_do_and_does_nothing()
    {
        await using var server = await KubernetesDouble.Start();
        server.Load(World.Node("n1"));
        server.Load(World.Pod("p", "100m"));
        using var record = new StringWriter();
        await Running(server, new() { Shadow = true, Record = record }, async scheduler => Assert.True(await World.Until(server, _ => scheduler.Metrics["cycles"] > 2)));
        Assert.False(World.IsBound(server.Objects("Pod")[0]));
        Assert.Empty(server.Objects("Event"));
        Assert.Contains("\"action\":\"bind\"", record.ToString(), StringComparison.Ordinal);
        Assert.Single(record.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Room_is_made_by_moving_a_pod_whose_replacement_goes_where_it_was_planned()
    {
        await using var server = await World.Tight();
        await Running(server, new() { Moves = true, PlanTime = TimeSpan.FromSeconds(2) }, async _ => Assert.True(await World.Until(server, s => s.Objects("Pod").All(World.IsBound) && s.Objects("Pod").Count == 3)));
        var byNode = server.Objects("Pod").GroupBy(pod => pod["spec"]!["nodeName"]!.ToString()).Select(group => group.Count()).Order();
        Assert.Equal([1, 2], byNode);
        Assert.All(server.Objects("Pod"), pod => Assert.Equal("Running", pod["status"]!["phase"]!.ToString()));
    }

    [Fact]
    public async Task A_disruption_budget_is_honoured()
    {
        await using var server = await KubernetesDouble.Start();
        server.Load(World.Node("n1"));
        server.Load(World.Deployment("web", 1, "100m"));
        server.Load(JsonNode.Parse("""{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b","namespace":"default"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}}""")!);
        await Running(server, new(), async _ => Assert.True(await World.Until(server, s => s.Objects("Pod").Any(World.IsBound))));
        await server.Settle(World.Patience);
        using var connection = KubeConnection.To(server.Url);
        var name = server.Objects("Pod")[0]["metadata"]!["name"]!.ToString();
        var refusal = await Assert.ThrowsAsync<KubeException>(() => connection.Post($"/api/v1/namespaces/default/pods/{name}/eviction", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, World.Patience));
        Assert.Equal((429, true), (refusal.Code, refusal.IsBudget));
    }

    [Fact]
    public async Task One_leads_and_hands_over_at_once()
    {
        await using var server = await KubernetesDouble.Start();
        using var connection = KubeConnection.To(server.Url);
        var (first, second) = (new LeaderLease(connection, "kube-system", "rota", "a"), new LeaderLease(connection, "kube-system", "rota", "b"));
        Assert.True(await first.Try(World.Patience));
        Assert.False(await second.Try(World.Patience));
        Assert.True(await first.Try(World.Patience));
        await first.Release(World.Patience);
        Assert.True(await second.Try(World.Patience));
        Assert.False(await first.Try(World.Patience));
    }

    internal static async Task Running(KubernetesDouble server, KubeSchedulerOptions options, Func<KubeScheduler, Task> meanwhile)
    {
        using var connection = KubeConnection.To(server.Url);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(World.Patience);
        var scheduler = new KubeScheduler(connection, options with { Idle = TimeSpan.FromMilliseconds(50), EvictionRetry = TimeSpan.FromMilliseconds(100), BetweenPlans = TimeSpan.FromMilliseconds(200) });
        var running = scheduler.Run(stop.Token);
        try
        {
            await meanwhile(scheduler);
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }
}
