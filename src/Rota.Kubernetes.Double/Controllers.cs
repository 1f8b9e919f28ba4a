using System.Globalization;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>
/// The controllers that re-create pods under new names and clean up: Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, disruption budgets, garbage collection. They follow the
/// changes of the store, one after another.
/// </summary>
internal sealed class Controllers(ObjectStore store, Admission admission)
{
    private static readonly string[] Owners = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"];

    private static readonly ApiResource Pods = ApiResource.OfKind("Pod")!;

    private static readonly ApiResource Budgets = ApiResource.OfKind("PodDisruptionBudget")!;

    private readonly Dictionary<(string Kind, string Space), HashSet<string>> podsOf = [];

    /// <summary>Does what a change asks for.</summary>
    public void See(WatchEvent change)
    {
        var item = change.Object;
        var (kind, space) = (item["kind"]!.ToString(), ObjectStore.Space(item));
        if (change.Type == "DELETED") Collect(item);
        if (kind == "Pod")
        {
            Index(change);
            foreach (var budget in store.List(Budgets, space).Items)
                if (Selectors.Matches(budget["spec"]?["selector"], item["metadata"]!["labels"] as JsonObject)) Budget(budget);
        }
        if (kind == "PodDisruptionBudget" && change.Type != "DELETED") Budget(item);
        if (kind == "Node" && change.Type != "MODIFIED")
            foreach (var set in store.List(ApiResource.OfKind("DaemonSet")!, null).Items) Reconcile("DaemonSet", ObjectStore.Space(set), ObjectStore.Name(set));
        if (Owners.Contains(kind) && change.Type != "DELETED") Reconcile(kind, space, ObjectStore.Name(item));
        if (Controller(item) is var (above, name)) Reconcile(above, space, name);
    }

    private void Reconcile(string kind, string space, string name)
    {
        if (ApiResource.OfKind(kind) is not { } resource || store.Find(resource, space, name) is not { } owner || owner["metadata"]!["deletionTimestamp"] is not null) return;
        switch (kind)
        {
            case "Deployment": Deployment(owner); break;
            case "ReplicaSet" or "ReplicationController" or "Job": Replicas(kind, owner); break;
            case "StatefulSet": Ordered(owner); break;
            case "DaemonSet": EveryNode(owner); break;
        }
    }

    private void Deployment(JsonObject owner)
    {
        var sets = ApiResource.OfKind("ReplicaSet")!;
        var template = (JsonObject)owner["spec"]!["template"]!;
        var hash = Hash(template);
        var own = store.List(sets, ObjectStore.Space(owner)).Items.Where(set => OwnedBy(set, owner)).ToArray();
        var (replicas, current) = (ObjectStore.Number(owner["spec"]!["replicas"], 1), Array.Find(own, set => set["metadata"]!["labels"]?["pod-template-hash"]?.ToString() == hash));
        if (current is null)
        {
            var labelled = (JsonObject)template.DeepClone();
            var labels = Labels(labelled);
            labels["pod-template-hash"] = hash;
            var selector = (JsonObject)owner["spec"]!["selector"]!.DeepClone();
            if (selector["matchLabels"] is not JsonObject match) selector["matchLabels"] = match = [];
            match["pod-template-hash"] = hash;
            Create(sets, owner, new JsonObject { ["name"] = $"{ObjectStore.Name(owner)}-{hash}", ["labels"] = labels.DeepClone() }, new JsonObject { ["replicas"] = replicas, ["selector"] = selector, ["template"] = labelled });
        }
        else if (ObjectStore.Number(current["spec"]!["replicas"]!, 0) != replicas) Change(sets, current, set => set["spec"]!["replicas"] = replicas);
        // Recreate at once: old sets go to 0.
        foreach (var old in own.Where(set => set != current && ObjectStore.Number(set["spec"]!["replicas"]!, 0) > 0)) Change(sets, old, set => set["spec"]!["replicas"] = 0);
        var ready = own.Sum(set => ObjectStore.Number(set["status"]?["readyReplicas"], 0));
        var present = own.Sum(set => ObjectStore.Number(set["status"]?["replicas"], 0));
        Status(ApiResource.OfKind("Deployment")!, owner, ("replicas", present), ("updatedReplicas", ObjectStore.Number(current?["status"]?["replicas"], 0)), ("readyReplicas", ready), ("availableReplicas", ready));
    }

    private void Replicas(string kind, JsonObject owner)
    {
        var pods = PodsOf(owner);
        var live = pods.Where(IsLive).ToArray();
        var spec = owner["spec"]!;
        var wanted = kind == "Job" ? ObjectStore.Number(spec["parallelism"], 1) - pods.Count(pod => pod["status"]?["phase"]?.ToString() == "Succeeded") : ObjectStore.Number(spec["replicas"], 1);
        for (var i = live.Length; i < wanted; i++)
            Create(Pods, owner, new JsonObject { ["generateName"] = ObjectStore.Name(owner) + "-", ["labels"] = Labels((JsonObject)spec["template"]!).DeepClone() }, (JsonObject)spec["template"]!["spec"]!.DeepClone());
        // Too many: pending ones go first, then the youngest.
        foreach (var pod in live.OrderBy(pod => pod["spec"]!["nodeName"] is not null).ThenByDescending(Version).Take(Math.Max(0, live.Length - Math.Max(0, wanted)))) store.Remove(Pods, pod);
        if (kind == "Job") return;
        var own = PodsOf(owner);
        Status(ApiResource.OfKind(kind)!, owner, ("replicas", own.Count(IsLive)), ("readyReplicas", own.Count(IsRunning)), ("availableReplicas", own.Count(IsRunning)));
    }

    private void Ordered(JsonObject owner)
    {
        var wanted = ObjectStore.Number(owner["spec"]!["replicas"], 1);
        var pods = PodsOf(owner).ToDictionary(ObjectStore.Name);
        for (var i = 0; i < wanted; i++)
        {
            var name = $"{ObjectStore.Name(owner)}-{i.ToString(CultureInfo.InvariantCulture)}";
            if (pods.Remove(name, out var pod))
            {
                if (!IsLive(pod)) store.Remove(Pods, pod);
                // One after the other: the next waits until this one runs.
                if (!IsRunning(pod)) break;
                continue;
            }
            var labels = (JsonObject)Labels((JsonObject)owner["spec"]!["template"]!).DeepClone();
            labels["statefulset.kubernetes.io/pod-name"] = name;
            Create(Pods, owner, new JsonObject { ["name"] = name, ["labels"] = labels }, (JsonObject)owner["spec"]!["template"]!["spec"]!.DeepClone());
            break;
        }
        foreach (var (name, pod) in pods)
            if (int.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) && ordinal >= wanted) store.Remove(Pods, pod);
        var own = PodsOf(owner);
        Status(ApiResource.OfKind("StatefulSet")!, owner, ("replicas", own.Count), ("readyReplicas", own.Count(IsRunning)), ("availableReplicas", own.Count(IsRunning)));
    }

    private void EveryNode(JsonObject owner)
    {
        var nodes = store.List(ApiResource.OfKind("Node")!, null).Items.Select(ObjectStore.Name).ToHashSet();
        var on = PodsOf(owner).Where(IsLive).Select(pod => pod["metadata"]!["annotations"]?["double.rota/node"]?.ToString()).ToHashSet();
        foreach (var node in nodes.Where(node => !on.Contains(node)))
        {
            var spec = (JsonObject)owner["spec"]!["template"]!["spec"]!.DeepClone();
            // As the real one does: by affinity to the node's name, and on cordoned nodes, too.
            spec["nodeName"] = node;
            if (spec["tolerations"] is not JsonArray tolerations) spec["tolerations"] = tolerations = [];
            tolerations.Add(new JsonObject { ["key"] = "node.kubernetes.io/unschedulable", ["operator"] = "Exists", ["effect"] = "NoSchedule" });
            Create(Pods, owner, new JsonObject { ["generateName"] = ObjectStore.Name(owner) + "-", ["labels"] = Labels((JsonObject)owner["spec"]!["template"]!).DeepClone(), ["annotations"] = new JsonObject { ["double.rota/node"] = node } }, spec);
        }
        var ready = PodsOf(owner).Count(IsRunning);
        Status(ApiResource.OfKind("DaemonSet")!, owner, ("desiredNumberScheduled", nodes.Count), ("currentNumberScheduled", nodes.Count), ("numberReady", ready));
    }

    private void Budget(JsonObject seen)
    {
        if (store.Find(Budgets, ObjectStore.Space(seen), ObjectStore.Name(seen)) is not { } budget) return;
        var spec = budget["spec"];
        var pods = store.List(Pods, ObjectStore.Space(budget)).Items.Where(pod => Selectors.Matches(spec?["selector"], pod["metadata"]!["labels"] as JsonObject) && IsLive(pod)).ToArray();
        var healthy = pods.Count(IsRunning);
        // What the owners want, so that a pod that is just being re-created counts as missing.
        var expected = Math.Max(pods.Length, pods.Select(Controller).OfType<(string Kind, string Name)>().Distinct().Sum(owner => ObjectStore.Number(store.Find(ApiResource.OfKind(owner.Kind)!, ObjectStore.Space(budget), owner.Name)?["spec"]?["replicas"], 1)));
        var wanted = spec?["minAvailable"] is { } least ? Amount(least, expected) : spec?["maxUnavailable"] is { } most ? expected - Amount(most, expected) : 0;
        Status(Budgets, budget, ("disruptionsAllowed", Math.Max(0, healthy - wanted)), ("currentHealthy", healthy), ("desiredHealthy", wanted), ("expectedPods", expected));
    }

    /// <summary>What belonged to an object that is gone goes, too.</summary>
    private void Collect(JsonObject gone)
    {
        var uid = gone["metadata"]!["uid"]!.ToString();
        if (!Owners.Contains(gone["kind"]!.ToString()) && gone["kind"]!.ToString() != "Namespace") return;
        foreach (var resource in ApiResource.All.Where(resource => resource.Namespaced && resource.Kind != "Event"))
            foreach (var item in store.List(resource, gone["kind"]!.ToString() == "Namespace" ? ObjectStore.Name(gone) : ObjectStore.Space(gone)).Items)
                if (gone["kind"]!.ToString() == "Namespace" || (item["metadata"]!["ownerReferences"] as JsonArray ?? []).Any(owner => owner?["uid"]?.ToString() == uid)) store.Remove(resource, item);
    }

    private void Create(ApiResource resource, JsonObject owner, JsonObject metadata, JsonObject spec)
    {
        metadata["namespace"] = ObjectStore.Space(owner);
        metadata["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = owner["apiVersion"]!.DeepClone(),
            ["kind"] = owner["kind"]!.DeepClone(),
            ["name"] = ObjectStore.Name(owner),
            ["uid"] = owner["metadata"]!["uid"]!.DeepClone(),
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        });
        var item = new JsonObject { ["metadata"] = metadata, ["spec"] = spec };
        var named = metadata["name"] is not null;
        if (!named) metadata["name"] = "-";
        admission.Admit(resource, item, null);
        if (!named) metadata.Remove("name");
        store.Create(resource, item);
    }

    private void Change(ApiResource resource, JsonObject item, Action<JsonObject> change)
    {
        var changed = (JsonObject)item.DeepClone();
        change(changed);
        store.Replace(resource, changed);
    }

    private void Status(ApiResource resource, JsonObject owner, params ReadOnlySpan<(string Name, int Value)> values)
    {
        if (store.Find(resource, ObjectStore.Space(owner), ObjectStore.Name(owner)) is not { } current) return;
        var changed = (JsonObject)current.DeepClone();
        if (changed["status"] is not JsonObject status) changed["status"] = status = [];
        foreach (var (name, value) in values) status[name] = value;
        status["observedGeneration"] = changed["metadata"]!["generation"]!.DeepClone();
        store.Replace(resource, changed);
    }

    private void Index(WatchEvent change)
    {
        if (Controller(change.Object) is not var (kind, name)) return;
        var key = (kind + "/" + name, ObjectStore.Space(change.Object));
        if (!podsOf.TryGetValue(key, out var names)) podsOf.Add(key, names = []);
        if (change.Type == "DELETED") names.Remove(ObjectStore.Name(change.Object));
        else names.Add(ObjectStore.Name(change.Object));
    }

    private List<JsonObject> PodsOf(JsonObject owner) =>
        podsOf.TryGetValue((owner["kind"]! + "/" + ObjectStore.Name(owner), ObjectStore.Space(owner)), out var names)
            ? [.. names.Select(name => store.Find(Pods, ObjectStore.Space(owner), name)).OfType<JsonObject>().Where(pod => OwnedBy(pod, owner))]
            : [];

    private static bool OwnedBy(JsonObject item, JsonObject owner) => (item["metadata"]!["ownerReferences"] as JsonArray ?? []).Any(reference => reference?["uid"]?.ToString() == owner["metadata"]!["uid"]!.ToString());

    private static (string Kind, string Name)? Controller(JsonObject item)
    {
        foreach (var owner in item["metadata"]?["ownerReferences"] as JsonArray ?? [])
            if (owner?["controller"]?.ToString() == "true") return (owner["kind"]!.ToString(), owner["name"]!.ToString());
        return null;
    }

    private static JsonObject Labels(JsonObject template)
    {
        if (template["metadata"] is not JsonObject metadata) template["metadata"] = metadata = [];
        if (metadata["labels"] is not JsonObject labels) metadata["labels"] = labels = [];
        return labels;
    }

    private static bool IsLive(JsonObject pod) => pod["metadata"]!["deletionTimestamp"] is null && pod["status"]?["phase"]?.ToString() is not ("Succeeded" or "Failed");

    private static bool IsRunning(JsonObject pod) => IsLive(pod) && pod["status"]?["phase"]?.ToString() == "Running";

    private static long Version(JsonObject item) => long.Parse(item["metadata"]!["resourceVersion"]!.ToString(), CultureInfo.InvariantCulture);

    private static int Amount(JsonNode value, int all)
    {
        var text = value.ToString();
        return text.EndsWith('%') ? ((all * int.Parse(text[..^1], CultureInfo.InvariantCulture)) + 99) / 100 : int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string Hash(JsonObject template)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in template.ToJsonString()) hash = (hash ^ c) * 1099511628211UL;
        return (hash % 10_000_000_000).ToString(CultureInfo.InvariantCulture);
    }
}
