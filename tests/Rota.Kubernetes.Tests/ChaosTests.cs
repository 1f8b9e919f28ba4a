using System.Globalization;
using System.Text.Json.Nodes;
using Rota.Kubernetes.Double;
using Xunit;

namespace Rota.Kubernetes.Tests;

/// <summary>Faults at random: errors, lost answers, conflicts, cut watches, forgotten versions, and schedulers that are killed and started again.</summary>
public sealed class ChaosTests
{
    // ROTA_CHAOS=10000 makes so many.
    private static readonly int Faults = int.TryParse(Environment.GetEnvironmentVariable("ROTA_CHAOS"), NumberStyles.None, CultureInfo.InvariantCulture, out var faults) ? faults : 300;

    [Fact]
    public async Task No_pod_is_lost_and_none_is_bound_twice()
    {
        await using var server = await KubernetesDouble.Start(faults: new() { Refused = 0.15, Lost = 0.1, Conflicts = 0.1, CutWatches = 0.03, Compactions = 0.05, Seed = 7 });
        for (var n = 0; n < 10; n++) server.Load(World.Node($"n{n}", cpu: "8"));
        var (round, bindings) = (0, new Dictionary<string, string>());
        while (server.FaultsMade < Faults)
        {
            // New work comes, old work goes.
            server.Load(World.Deployment($"d{round}", 30, "400m"));
            await server.Settle(World.Patience);
            var options = new KubeSchedulerOptions { WatchSeconds = 2 };
            // Killed in the middle, and started again.
            await KubeSchedulerTests.Running(server, options, async _ => Assert.True(await World.Until(server, s => s.Objects("Pod").Any(World.IsBound), seconds: 120), $"round {round}: nothing was bound"));
            await KubeSchedulerTests.Running(server, options, async _ => Assert.True(await World.Until(server, s => s.Objects("Pod").Count == 30 && s.Objects("Pod").All(World.IsBound), seconds: 120), $"round {round}: {server.Objects("Pod").Count(World.IsBound)} bound"));
            await server.Settle(World.Patience);
            foreach (var pod in server.Objects("Pod"))
            {
                // Bound to a node with room, once and for all: a kubelet without room fails its pod.
                Assert.Equal("Running", pod["status"]!["phase"]!.ToString());
                var (uid, node) = (pod["metadata"]!["uid"]!.ToString(), pod["spec"]!["nodeName"]!.ToString());
                Assert.Equal(node, bindings.GetValueOrDefault(uid, node));
                bindings[uid] = node;
            }
            await Delete(server, $"d{round++}");
        }
    }

    [Fact]
    public async Task A_cache_equals_the_store_whatever_is_cut_and_forgotten()
    {
        await using var server = await KubernetesDouble.Start(faults: new() { CutWatches = 0.2, Compactions = 0.3, Refused = 0.1, Seed = 3 });
        using var connection = KubeConnection.To(server.Url);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(World.Patience);
        var reflector = new Reflector(connection, "/api/v1/pods", watchSeconds: 1);
        var running = reflector.Run(stop.Token);
        for (var i = 0; i < 60; i++)
        {
            server.Load(World.Pod($"p{i}", "1m"));
            if (i % 5 == 0) server.Compact();
            await Task.Delay(2, World.Patience);
        }
        Assert.True(await World.Until(server, s => Same(reflector, s)));
        await stop.CancelAsync();
        await running;

        static bool Same(Reflector reflector, KubernetesDouble server) =>
            reflector.Objects.Select(Version).Order(StringComparer.Ordinal).SequenceEqual(server.Objects("Pod").Select(Version).Order(StringComparer.Ordinal));

        static string Version(JsonObject pod) => $"{pod["metadata"]!["name"]} {pod["metadata"]!["resourceVersion"]}";
    }

    private static async Task Delete(KubernetesDouble server, string deployment)
    {
        using var http = new HttpClient();
        while (server.Objects("Deployment").Count > 0)
            (await http.DeleteAsync($"{server.Url}/apis/apps/v1/namespaces/default/deployments/{deployment}", World.Patience)).Dispose();
        Assert.True(await World.Until(server, s => s.Objects("Pod").Count == 0));
    }
}
