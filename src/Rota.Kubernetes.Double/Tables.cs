using System.Globalization;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>What <c>kubectl get</c> prints: rows of cells.</summary>
internal static class Tables
{
    private sealed record Column(string Name, Func<JsonObject, string> Cell, int Priority = 0, string Type = "string");

    private static readonly Column NameColumn = new("Name", item => ObjectStore.Name(item));

    private static readonly Column Age = new("Age", item => Since(Selectors.Field(item, "metadata.creationTimestamp")));

    private static readonly Dictionary<string, Column[]> Columns = new()
    {
        ["Pod"] =
        [
            NameColumn, new("Ready", Ready), new("Status", Status), new("Restarts", _ => "0", Type: "integer"), Age,
            new("IP", item => Or(Selectors.Field(item, "status.podIP")), 1), new("Node", item => Or(Selectors.Field(item, "spec.nodeName")), 1), new("Nominated Node", item => Or(Selectors.Field(item, "status.nominatedNodeName")), 1),
            new("Readiness Gates", _ => "<none>", 1),
        ],
        ["Node"] = [NameColumn, new("Status", NodeStatus), new("Roles", _ => "<none>"), Age, new("Version", item => Or(Selectors.Field(item, "status.nodeInfo.kubeletVersion")))],
        ["Namespace"] = [NameColumn, new("Status", _ => "Active"), Age],
        ["Deployment"] = [NameColumn, new("Ready", item => $"{Count(item, "status.readyReplicas")}/{Count(item, "spec.replicas")}"), new("Up-to-date", item => Count(item, "status.updatedReplicas")), new("Available", item => Count(item, "status.availableReplicas")), Age],
        ["ReplicaSet"] = [NameColumn, new("Desired", item => Count(item, "spec.replicas")), new("Current", item => Count(item, "status.replicas")), new("Ready", item => Count(item, "status.readyReplicas")), Age],
        ["StatefulSet"] = [NameColumn, new("Ready", item => $"{Count(item, "status.readyReplicas")}/{Count(item, "spec.replicas")}"), Age],
        ["DaemonSet"] = [NameColumn, new("Desired", item => Count(item, "status.desiredNumberScheduled")), new("Current", item => Count(item, "status.currentNumberScheduled")), new("Ready", item => Count(item, "status.numberReady")), Age],
        ["PodDisruptionBudget"] =
            [NameColumn, new("Min Available", item => Or(Selectors.Field(item, "spec.minAvailable"), "N/A")), new("Max Unavailable", item => Or(Selectors.Field(item, "spec.maxUnavailable"), "N/A")), new("Allowed Disruptions", item => Count(item, "status.disruptionsAllowed")), Age],
        ["PriorityClass"] = [NameColumn, new("Value", item => Count(item, "value")), new("Global-Default", item => Or(Selectors.Field(item, "globalDefault"), "false")), Age],
        ["Event"] =
        [
            new("Last Seen", item => Since(Or(Selectors.Field(item, "eventTime"), Selectors.Field(item, "lastTimestamp")))), new("Type", item => Selectors.Field(item, "type")), new("Reason", item => Selectors.Field(item, "reason")),
            new("Object", item => $"{Selectors.Field(item, "involvedObject.kind").ToLowerInvariant()}/{Selectors.Field(item, "involvedObject.name")}"), new("Message", item => Or(Selectors.Field(item, "note"), Selectors.Field(item, "message"))),
        ],
    };

    public static JsonObject Of(ApiResource resource, IEnumerable<JsonObject> items, long revision, bool heads = true)
    {
        var columns = Columns.GetValueOrDefault(resource.Kind) ?? [NameColumn, Age];
        return new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) },
            ["columnDefinitions"] = new JsonArray([.. columns.Where(_ => heads).Select(column => (JsonNode)new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["format"] = column.Name == "Name" ? "name" : "", ["description"] = "", ["priority"] = column.Priority })]),
            ["rows"] = new JsonArray([.. items.Select(item => (JsonNode)new JsonObject
            {
                ["cells"] = new JsonArray([.. columns.Select(column => (JsonNode)column.Cell(item))]),
                ["object"] = new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = item["metadata"]!.DeepClone() },
            })]),
        };
    }

    private static string Ready(JsonObject pod)
    {
        var all = (pod["spec"]?["containers"] as JsonArray)?.Count ?? 0;
        return $"{(Selectors.Field(pod, "status.phase") == "Running" ? all : 0)}/{all}";
    }

    private static string Status(JsonObject pod) => pod["metadata"]!["deletionTimestamp"] is not null ? "Terminating" : Or(Selectors.Field(pod, "status.reason"), Or(Selectors.Field(pod, "status.phase"), "Unknown"));

    private static string NodeStatus(JsonObject node)
    {
        var ready = (node["status"]?["conditions"] as JsonArray ?? []).FirstOrDefault(condition => condition?["type"]?.ToString() == "Ready");
        return (ready?["status"]?.ToString() is "True" or null ? "Ready" : "NotReady") + (Selectors.Field(node, "spec.unschedulable") == "true" ? ",SchedulingDisabled" : "");
    }

    private static string Or(string text, string otherwise = "<none>") => text.Length > 0 ? text : otherwise;

    private static string Count(JsonObject item, string path) => Or(Selectors.Field(item, path), "0");

    private static string Since(string time)
    {
        if (!DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)) return "<unknown>";
        var age = TimeProvider.System.GetUtcNow() - then;
        return age.TotalSeconds < 120 ? $"{Math.Max(0, (int)age.TotalSeconds)}s" : age.TotalMinutes < 120 ? $"{(int)age.TotalMinutes}m" : age.TotalHours < 48 ? $"{(int)age.TotalHours}h" : $"{(int)age.TotalDays}d";
    }
}
