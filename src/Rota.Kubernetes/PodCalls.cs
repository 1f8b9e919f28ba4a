using System.Globalization;
using System.Text.Json.Nodes;
using Rota.Cluster.Pods;

namespace Rota.Kubernetes;

/// <summary>What a scheduler asks the server to do with a pod.</summary>
internal sealed class PodCalls(KubeConnection connection, string scheduler, KubeMetrics metrics, TimeProvider time)
{
    private readonly string instance = $"{scheduler}-{Environment.MachineName}";

    /// <summary>Binds a pod; its uid guards against another one of its name.</summary>
    /// <exception cref="KubeException">Refused, or no answer.</exception>
    public async Task Bind(string space, string name, string uid, string node, CancellationToken cancellation) => await connection.Post(
        $"/api/v1/namespaces/{space}/pods/{name}/binding",
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space, ["uid"] = uid },
            ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node },
        }, cancellation);

    /// <summary>Evicts a pod, if it is still the same.</summary>
    /// <exception cref="KubeException">Refused, or no answer.</exception>
    public async Task Evict(ClusterPod pod, CancellationToken cancellation) => await connection.Post(
        $"/api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}/eviction",
        new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod.Name, ["namespace"] = pod.Namespace },
            ["deleteOptions"] = new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = pod.Uid } },
        }, cancellation);

    /// <summary>Tells in the pod's status and in an event why it has no node. A server that does not take it is left alone.</summary>
    public async Task Unschedulable(ClusterPod pod, string why, CancellationToken cancellation)
    {
        try
        {
            await connection.Patch($"/api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}/status", new JsonObject
            {
                ["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "PodScheduled", ["status"] = "False", ["reason"] = "Unschedulable", ["message"] = why, ["lastTransitionTime"] = Now("yyyy-MM-ddTHH:mm:ssZ") }) },
            }, cancellation);
            metrics.Count("unschedulable");
        }
        catch (KubeException)
        {
            // It is said again when it changes.
        }
        await Event(pod, "Warning", "FailedScheduling", "Scheduling", why, cancellation);
    }

    /// <summary>Writes an event about a pod. A server that does not take it is left alone.</summary>
    public async Task Event(ClusterPod pod, string type, string reason, string action, string note, CancellationToken cancellation)
    {
        try
        {
            await connection.Post($"/apis/events.k8s.io/v1/namespaces/{pod.Namespace}/events", new JsonObject
            {
                ["apiVersion"] = "events.k8s.io/v1",
                ["kind"] = "Event",
                ["metadata"] = new JsonObject { ["generateName"] = pod.Name + ".", ["namespace"] = pod.Namespace },
                ["eventTime"] = Now("yyyy-MM-ddTHH:mm:ss.ffffffZ"),
                ["reportingController"] = scheduler,
                ["reportingInstance"] = instance,
                ["action"] = action,
                ["reason"] = reason,
                ["type"] = type,
                ["note"] = note.Length > 1024 ? note[..1024] : note,
                ["regarding"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["namespace"] = pod.Namespace, ["name"] = pod.Name, ["uid"] = pod.Uid },
            }, cancellation);
            metrics.Count("events");
        }
        catch (KubeException)
        {
            // Events are for reading along.
        }
    }

    private string Now(string format) => time.GetUtcNow().ToString(format, CultureInfo.InvariantCulture);
}
