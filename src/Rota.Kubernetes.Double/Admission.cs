using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>Defaults, priorities, and the checks an API server makes before it takes an object.</summary>
internal sealed class Admission(ObjectStore store)
{
    private static readonly Dictionary<string, int> SystemClasses = new() { ["system-cluster-critical"] = 2_000_000_000, ["system-node-critical"] = 2_000_001_000 };

    private static readonly string[] Suffixes = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private static readonly string[] TopLevel =
        ["apiVersion", "kind", "metadata", "spec", "status", "data", "binaryData", "stringData", "type", "immutable", "value", "globalDefault", "preemptionPolicy", "description", "secrets", "imagePullSecrets", "automountServiceAccountToken"];

    /// <summary>Fills in defaults and refuses what is not allowed.</summary>
    /// <exception cref="ApiException">Refused.</exception>
    public void Admit(ApiResource resource, JsonObject item, string? fieldValidation, bool update = false)
    {
        var name = ObjectStore.Name(item);
        if (fieldValidation == "Strict" && resource.Kind != "Event" && item.Select(property => property.Key).FirstOrDefault(key => !TopLevel.Contains(key)) is { } unknown)
            throw ApiException.BadRequest($"{resource.Kind} in version \"v1\" cannot be handled as a {resource.Kind}: strict decoding error: unknown field \"{unknown}\"");
        if (resource.Namespaced && !update && store.Find(ApiResource.OfKind("Namespace")!, "", ObjectStore.Space(item)) is null)
            throw ApiException.NotFound(ApiResource.OfKind("Namespace")!, ObjectStore.Space(item));
        switch (resource.Kind)
        {
            case "Pod": Pod(item, name, update); break;
            case "Node": Quantities("Node", name, "status.allocatable", item["status"]?["allocatable"]); break;
            case "Deployment" or "ReplicaSet" or "StatefulSet": Workload(resource.Kind, item, name); break;
            case "DaemonSet" or "Job": if (item["spec"]?["template"] is null) throw ApiException.Invalid(resource.Kind, name, "spec.template", "Required value", "FieldValueRequired"); break;
            case "PriorityClass" when item["value"] is null: item["value"] = 0; break;
        }
    }

    private void Pod(JsonObject pod, string name, bool update)
    {
        if (pod["spec"] is not JsonObject spec) throw ApiException.Invalid("Pod", name, "spec", "Required value", "FieldValueRequired");
        if (spec["containers"] is not JsonArray { Count: > 0 } containers) throw ApiException.Invalid("Pod", name, "spec.containers", "Required value", "FieldValueRequired");
        for (var i = 0; i < containers.Count; i++)
        {
            var container = (JsonObject)containers[i]!;
            if (container["name"] is null) throw ApiException.Invalid("Pod", name, $"spec.containers[{i}].name", "Required value", "FieldValueRequired");
            foreach (var part in new[] { "requests", "limits" }) Quantities("Pod", name, $"spec.containers[{i}].resources.{part}", container["resources"]?[part]);
        }
        if (update) return;
        spec["schedulerName"] ??= "default-scheduler";
        spec["restartPolicy"] ??= "Always";
        spec["terminationGracePeriodSeconds"] ??= 30;
        Priority(spec, name);
        var tolerations = spec["tolerations"] as JsonArray;
        if (tolerations is null) spec["tolerations"] = tolerations = [];
        foreach (var key in new[] { "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable" })
            if (!tolerations.Any(toleration => toleration?["key"]?.ToString() == key || (toleration?["key"] is null && toleration?["operator"]?.ToString() == "Exists")))
                tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
        if (pod["status"] is not JsonObject) pod["status"] = new JsonObject();
        pod["status"]!["phase"] ??= "Pending";
    }

    private void Priority(JsonObject spec, string name)
    {
        if (spec["priorityClassName"]?.ToString() is { Length: > 0 } wanted)
        {
            if (SystemClasses.TryGetValue(wanted, out var value)) spec["priority"] = value;
            else if (store.Find(ApiResource.OfKind("PriorityClass")!, "", wanted) is { } found)
            {
                spec["priority"] = found["value"]!.DeepClone();
                if (found["preemptionPolicy"] is { } policy) spec["preemptionPolicy"] = policy.DeepClone();
            }
            else throw new ApiException(403, "Forbidden", $"pods \"{name}\" is forbidden: no PriorityClass with name {wanted} was found");
        }
        spec["priority"] ??= store.List(ApiResource.OfKind("PriorityClass")!, null).Items.Find(item => item["globalDefault"]?.ToString() == "true")?["value"]?.DeepClone() ?? 0;
        spec["preemptionPolicy"] ??= "PreemptLowerPriority";
    }

    private static void Workload(string kind, JsonObject item, string name)
    {
        if (item["spec"] is not JsonObject spec) throw ApiException.Invalid(kind, name, "spec", "Required value", "FieldValueRequired");
        if (spec["template"] is not JsonObject template) throw ApiException.Invalid(kind, name, "spec.template", "Required value", "FieldValueRequired");
        if (spec["selector"] is not JsonObject selector) throw ApiException.Invalid(kind, name, "spec.selector", "Required value", "FieldValueRequired");
        if (!Selectors.Matches(selector, template["metadata"]?["labels"] as JsonObject)) throw ApiException.Invalid(kind, name, "spec.template.metadata.labels", "`selector` does not match template `labels`");
        spec["replicas"] ??= 1;
    }

    private static void Quantities(string kind, string name, string field, JsonNode? amounts)
    {
        foreach (var (key, value) in amounts as JsonObject ?? [])
            if (!IsQuantity(value?.ToString() ?? "")) throw ApiException.Invalid(kind, name, $"{field}.{key}", $"Invalid value: \"{value}\": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }

    private static bool IsQuantity(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.' || (end == 0 && text[end] == '+'))) end++;
        var suffix = text[end..];
        return end > 0 && text.AsSpan(0, end).ContainsAnyInRange('0', '9')
            && (Suffixes.Contains(suffix) || (suffix is ['e' or 'E', ..] && int.TryParse(suffix.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out _)));
    }
}
