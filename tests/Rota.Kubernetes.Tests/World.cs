using System.Text.Json.Nodes;
using Rota.Kubernetes.Double;

namespace Rota.Kubernetes.Tests;

/// <summary>Clusters of the tests as Kubernetes objects.</summary>
internal static class World
{
    public static CancellationToken Patience => Xunit.TestContext.Current.CancellationToken;

    public static JsonObject Node(string name, string cpu = "4", string memory = "8Gi") => (JsonObject)JsonNode.Parse(
        """{"apiVersion":"v1","kind":"Node","metadata":{"name":"NAME"},"spec":{},"status":{"allocatable":{"cpu":"CPU","memory":"MEM","pods":"110"},"conditions":[{"type":"Ready","status":"True"}]}}"""
            .Replace("NAME", name, StringComparison.Ordinal).Replace("CPU", cpu, StringComparison.Ordinal).Replace("MEM", memory, StringComparison.Ordinal))!;

    public static JsonObject Deployment(string name, int replicas, string cpu, string memory = "64Mi") => (JsonObject)JsonNode.Parse(
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"NAME","namespace":"default"},"spec":{"replicas":COUNT,"selector":{"matchLabels":{"app":"NAME"}},
         "template":{"metadata":{"labels":{"app":"NAME"}},"spec":{"schedulerName":"rota","containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"CPU","memory":"MEM"}}}]}}}}
        """
            .Replace("NAME", name, StringComparison.Ordinal).Replace("COUNT", $"{replicas}", StringComparison.Ordinal).Replace("CPU", cpu, StringComparison.Ordinal).Replace("MEM", memory, StringComparison.Ordinal))!;

    public static JsonObject Pod(string name, string cpu, string? node = null, string? owner = null)
    {
        var pod = (JsonObject)JsonNode.Parse(
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME","namespace":"default","labels":{"app":"NAME"}},"spec":{"schedulerName":"rota","containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"CPU"}}}]}}"""
                .Replace("NAME", name, StringComparison.Ordinal).Replace("CPU", cpu, StringComparison.Ordinal))!;
        if (node is not null) pod["spec"]!["nodeName"] = node;
        if (owner is not null) pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "ReplicaSet", ["name"] = owner, ["uid"] = owner, ["controller"] = true });
        return pod;
    }

    /// <summary>Waits until something holds of the server, for half a minute at most.</summary>
    public static async Task<bool> Until(KubernetesDouble server, Func<KubernetesDouble, bool> holds, int seconds = 30)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds(server))
        {
            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > seconds) return false;
            await Task.Delay(20, Patience);
        }
        return true;
    }

    public static bool IsBound(JsonObject pod) => !string.IsNullOrEmpty(pod["spec"]!["nodeName"]?.ToString());

    /// <summary>Two nodes of 2 cores, a small pod on each, and a large one that wants nearly a whole node.</summary>
    public static async Task<KubernetesDouble> Tight(AccessRules? access = null)
    {
        var server = await KubernetesDouble.Start(access: access);
        server.Load(Node("n1", cpu: "2"));
        server.Load(Node("n2", cpu: "2"));
        server.Load(Deployment("small", 2, "700m"));
        await server.Settle(Patience);
        using var connection = KubeConnection.To(server.Url);
        foreach (var (pod, node) in server.Objects("Pod").Zip(["n1", "n2"]))
            await connection.Post(
                $"/api/v1/namespaces/default/pods/{pod["metadata"]!["name"]}/binding",
                new JsonObject { ["metadata"] = new JsonObject { ["name"] = pod["metadata"]!["name"]!.DeepClone() }, ["target"] = new JsonObject { ["kind"] = "Node", ["name"] = node } }, Patience);
        server.Load(Deployment("large", 1, "1800m"));
        await server.Settle(Patience);
        return server;
    }
}
