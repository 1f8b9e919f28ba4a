using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>What is done to pods beside reading and writing them: binding, evicting, deleting.</summary>
internal sealed class PodActions(ObjectStore store)
{
    private static readonly ApiResource Pods = ApiResource.OfKind("Pod")!;

    private static readonly ApiResource Budgets = ApiResource.OfKind("PodDisruptionBudget")!;

    /// <summary>Binds a pod to a node.</summary>
    /// <exception cref="ApiException">409 when it is bound, on its way out, or another one of its name.</exception>
    public JsonObject Bind(string space, string name, JsonObject binding)
    {
        lock (store.Gate)
        {
            var pod = store.Get(Pods, space, name);
            var node = binding["target"]?["name"]?.ToString() ?? throw ApiException.BadRequest("the binding has no target.name");
            if (binding["metadata"]?["uid"]?.ToString() is { Length: > 0 } uid && uid != pod["metadata"]!["uid"]!.ToString())
                throw ApiException.Conflict(Pods, name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {pod["metadata"]!["uid"]}");
            if (pod["metadata"]!["deletionTimestamp"] is not null) throw ApiException.Conflict(Pods, name, $"pod {name} is being deleted, cannot be assigned to a host");
            if (pod["spec"]!["nodeName"]?.ToString() is { Length: > 0 } bound) throw ApiException.Conflict(Pods, name, $"pod {name} is already assigned to node \"{bound}\"");
            if (pod["spec"]!["schedulingGates"] is JsonArray { Count: > 0 }) throw ApiException.Conflict(Pods, name, $"pod {name} has non-empty .spec.schedulingGates");
            var changed = (JsonObject)pod.DeepClone();
            changed["spec"]!["nodeName"] = node;
            Condition(changed, "PodScheduled", "True", null, null);
            store.Replace(Pods, changed);
            return Success();
        }
    }

    /// <summary>Evicts a pod when its disruption budget allows it.</summary>
    /// <exception cref="ApiException">429 when it does not, 500 when several budgets count the pod, 409 when a precondition fails.</exception>
    public JsonObject Evict(string space, string name, JsonObject eviction, bool dryRun)
    {
        lock (store.Gate)
        {
            var pod = store.Get(Pods, space, name);
            Expect(pod, name, eviction["deleteOptions"]?["preconditions"]);
            var labels = pod["metadata"]!["labels"] as JsonObject;
            var budgets = store.List(Budgets, space).Items.Where(budget => Selectors.Matches(budget["spec"]?["selector"], labels)).ToArray();
            if (pod["spec"]!["nodeName"] is not null && pod["status"]?["phase"]?.ToString() is not ("Succeeded" or "Failed"))
            {
                if (budgets.Length > 1) throw new ApiException(500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
                foreach (var budget in budgets)
                {
                    var (allowed, budgetName) = (ObjectStore.Number(budget["status"]?["disruptionsAllowed"], 0), ObjectStore.Name(budget));
                    if (allowed <= 0)
                        throw new ApiException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
                        {
                            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = $"The disruption budget {budgetName} needs more healthy pods" }),
                        });
                    if (dryRun) continue;
                    var changed = (JsonObject)budget.DeepClone();
                    changed["status"]!["disruptionsAllowed"] = allowed - 1;
                    store.Replace(Budgets, changed);
                }
            }
            if (!dryRun) store.Remove(Pods, pod);
            return Success();
        }
    }

    /// <summary>Deletes an object, or marks it when finalizers hold it.</summary>
    public JsonObject Delete(ApiResource resource, string space, string name, JsonObject? options, bool dryRun)
    {
        lock (store.Gate)
        {
            var item = store.Get(resource, space, name);
            Expect(item, name, options?["preconditions"]);
            if (dryRun) return item;
            if (item["metadata"]!["finalizers"] is not JsonArray { Count: > 0 }) return store.Remove(resource, item);
            var marked = (JsonObject)item.DeepClone();
            marked["metadata"]!["deletionTimestamp"] ??= ObjectStore.Now();
            store.Replace(resource, marked);
            // Deletion is a mark that a write of others cannot take back; the store keeps it from the old object.
            return marked;
        }
    }

    /// <summary>Sets a condition of a pod's status.</summary>
    public static void Condition(JsonObject pod, string type, string status, string? reason, string? message)
    {
        if (pod["status"] is not JsonObject state) pod["status"] = state = [];
        if (state["conditions"] is not JsonArray conditions) state["conditions"] = conditions = [];
        if (conditions.FirstOrDefault(one => one?["type"]?.ToString() == type) is { } old) conditions.Remove(old);
        var condition = new JsonObject { ["type"] = type, ["status"] = status, ["lastTransitionTime"] = ObjectStore.Now() };
        if (reason is not null) condition["reason"] = reason;
        if (message is not null) condition["message"] = message;
        conditions.Add(condition);
    }

    public static JsonObject Success() => new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 };

    private static void Expect(JsonObject item, string name, JsonNode? preconditions)
    {
        foreach (var field in new[] { "uid", "resourceVersion" })
            if (preconditions?[field]?.ToString() is { Length: > 0 } wanted && wanted != item["metadata"]![field]!.ToString())
                throw ApiException.Conflict(ApiResource.OfKind(item["kind"]!.ToString())!, name, $"Precondition failed: {field} in precondition: {wanted}, in object meta: {item["metadata"]![field]}");
    }
}
