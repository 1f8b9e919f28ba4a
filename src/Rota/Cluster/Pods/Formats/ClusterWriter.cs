using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Rota.Cluster.Pods.Formats;

/// <summary>A cluster as a List of Kubernetes objects that kubectl and <see cref="ClusterReader"/> read.</summary>
internal static class ClusterWriter
{
    public static void Write(PodProblem problem, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = false }))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "List");
            json.WriteStartArray("items");
            foreach (var node in problem.Nodes) Node(json, problem, node);
            foreach (var pod in problem.Pods) Pod(json, problem, pod);
            foreach (var budget in problem.Budgets) Budget(json, budget);
            foreach (var quota in problem.Quotas) Quota(json, problem, quota);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        // One object a line: files can be compared.
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan).Replace("{\"apiVersion\":\"v1\",\"kind\":\"Node\"", "\n{\"apiVersion\":\"v1\",\"kind\":\"Node\"", StringComparison.Ordinal)
            .Replace("{\"apiVersion\":\"v1\",\"kind\":\"Pod\"", "\n{\"apiVersion\":\"v1\",\"kind\":\"Pod\"", StringComparison.Ordinal));
        output.Write('\n');
    }

    private static void Node(Utf8JsonWriter json, PodProblem problem, ClusterNode node)
    {
        Head(json, "v1", "Node", "", node.Name, node.Labels.Where(label => label.Key != KubeSelectors.NodeName));
        json.WriteEndObject();
        json.WriteStartObject("spec");
        if (node.Closed) json.WriteBoolean("unschedulable", true);
        if (!node.Taints.IsEmpty)
        {
            json.WriteStartArray("taints");
            foreach (var taint in node.Taints)
            {
                json.WriteStartObject();
                json.WriteString("key", taint.Key);
                if (taint.Value.Length > 0) json.WriteString("value", taint.Value);
                json.WriteString("effect", taint.Effect.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteStartObject("status");
        foreach (var name in new[] { "capacity", "allocatable" })
        {
            json.WriteStartObject(name);
            for (var r = 0; r < problem.Resources.Length; r++)
                if (node.Capacity[r] > 0) json.WriteString(problem.Resources[r], ResourceNames.Amount(problem.Resources[r], Math.Min(node.Capacity[r], PodProblem.Unlimited - 1)));
            json.WriteEndObject();
        }
        json.WriteStartArray("conditions");
        json.WriteStartObject();
        json.WriteString("type", "Ready");
        json.WriteString("status", "True");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Pod(Utf8JsonWriter json, PodProblem problem, ClusterPod pod)
    {
        Head(json, "v1", "Pod", pod.Namespace, pod.Name, pod.Labels);
        json.WriteString("uid", pod.Uid);
        if (pod.Owner.Split(' ', 2) is [var kind, var owner])
        {
            json.WriteStartArray("ownerReferences");
            json.WriteStartObject();
            json.WriteString("apiVersion", kind == "Job" ? "batch/v1" : "apps/v1");
            json.WriteString("kind", kind);
            json.WriteString("name", owner);
            json.WriteString("uid", $"{pod.Namespace}/{pod.Owner}");
            json.WriteBoolean("controller", true);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteStartObject("spec");
        json.WriteNumber("priority", pod.Priority);
        if (pod.NeverPreempts) json.WriteString("preemptionPolicy", "Never");
        if (pod.Node >= 0) json.WriteString("nodeName", problem.Nodes[pod.Node].Name);
        RuleWriter.Write(json, pod);
        json.WriteStartArray("containers");
        json.WriteStartObject();
        json.WriteString("name", "main");
        json.WriteString("image", "example.invalid/main");
        json.WriteStartObject("resources");
        json.WriteStartObject("requests");
        for (var r = 0; r < problem.Resources.Length; r++)
            if (problem.Resources[r] != ResourceNames.Pods && pod.Request[r] > 0) json.WriteString(problem.Resources[r], ResourceNames.Amount(problem.Resources[r], pod.Request[r]));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("status");
        json.WriteString("phase", pod.Node >= 0 ? "Running" : "Pending");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Budget(Utf8JsonWriter json, DisruptionBudget budget)
    {
        Head(json, "policy/v1", "PodDisruptionBudget", budget.Namespace, budget.Name, []);
        json.WriteEndObject();
        json.WriteStartObject("spec");
        json.WriteNumber("maxUnavailable", budget.Allowed);
        json.WriteStartObject("selector");
        RuleWriter.Selector(json, budget.Selector);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("status");
        json.WriteNumber("disruptionsAllowed", budget.Allowed);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Quota(Utf8JsonWriter json, PodProblem problem, NamespaceQuota quota)
    {
        Head(json, "v1", "ResourceQuota", quota.Namespace, quota.Name, []);
        json.WriteEndObject();
        json.WriteStartObject("spec");
        json.WriteStartObject("hard");
        for (var r = 0; r < problem.Resources.Length; r++)
            if (quota.Most[r] < PodProblem.Unlimited) json.WriteString((problem.Resources[r] == ResourceNames.Pods ? "" : "requests.") + problem.Resources[r], ResourceNames.Amount(problem.Resources[r], quota.Most[r]));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, string version, string kind, string space, string name, IEnumerable<KeyValuePair<string, string>> labels)
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", version);
        json.WriteString("kind", kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        if (space.Length > 0) json.WriteString("namespace", space);
        var ordered = labels.OrderBy(label => label.Key, StringComparer.Ordinal).ToArray();
        if (ordered.Length == 0) return;
        json.WriteStartObject("labels");
        foreach (var (key, value) in ordered) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
