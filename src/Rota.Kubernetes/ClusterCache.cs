using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Formats;
using Rota.Formats;

namespace Rota.Kubernetes;

/// <summary>A cluster as one scheduler sees it: nodes, pods, budgets, priorities, quotas, kept up to date, and the placements that were made and not yet seen.</summary>
public sealed class ClusterCache
{
    private static readonly TimeSpan Assumption = TimeSpan.FromSeconds(30);

    private readonly Reflector[] reflectors;
    private readonly Reflector pods;
    private readonly string? scheduler;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, (string Node, long At)> assumed = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="connection">The server.</param>
    /// <param name="scheduler">The scheduler's name: only its pods are placed and moved. Null for the pods of all, to plan and not to act.</param>
    /// <param name="watchSeconds">How long one watch lasts.</param>
    /// <param name="time">The clock.</param>
    public ClusterCache(KubeConnection connection, string? scheduler, int watchSeconds = 300, TimeProvider? time = null)
    {
        (this.scheduler, this.time) = (scheduler, time ?? TimeProvider.System);
        pods = new(connection, "/api/v1/pods", watchSeconds, this.time);
        reflectors =
        [
            new(connection, "/api/v1/nodes", watchSeconds, this.time), pods, new(connection, "/apis/policy/v1/poddisruptionbudgets", watchSeconds, this.time),
            new(connection, "/apis/scheduling.k8s.io/v1/priorityclasses", watchSeconds, this.time),
        ];
        foreach (var reflector in reflectors) reflector.Changed = Tell;
    }

    /// <summary>Completes at the next change.</summary>
    public Task NextChange => Volatile.Read(ref changed).Task;

    /// <summary>The pods as they are known.</summary>
    public IReadOnlyList<JsonObject> Pods => pods.Objects;

    /// <summary>How often kinds were listed, and watches ended.</summary>
    public (int Lists, int WatchEnds) Traffic => (reflectors.Sum(one => one.Lists), reflectors.Sum(one => one.WatchEnds));

    /// <summary>Runs until cancelled.</summary>
    public Task Run(CancellationToken cancellation) => Task.WhenAll(reflectors.Select(reflector => reflector.Run(cancellation)));

    /// <summary>Completes when everything was listed once.</summary>
    public Task Synced => Task.WhenAll(reflectors.Select(reflector => reflector.Synced));

    /// <summary>A pod was bound; it counts as running there until the watch says so.</summary>
    public void Assume(string uid, string node) => assumed[uid] = (node, time.GetTimestamp());

    /// <summary>A binding turned out not to hold.</summary>
    public void Forget(string uid) => assumed.TryRemove(uid, out _);

    /// <summary>The cluster as a packing problem. Pods of other schedulers are load that stays.</summary>
    /// <exception cref="InputException">An object of the cluster cannot be understood.</exception>
    public PodProblem Snapshot()
    {
        var items = new JsonArray();
        foreach (var reflector in reflectors)
            foreach (var item in reflector.Objects) items.Add(Prepared((JsonObject)item.DeepClone(), reflector == pods));
        var text = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = items }.ToJsonString();
        return ClusterFiles.Read(TextInput.OfText(text, "cluster"), new ClusterReadOptions { SchedulerName = scheduler, FormatName = "kubernetes-json", Validated = true })[0];
    }

    private JsonObject Prepared(JsonObject item, bool pod)
    {
        if (item["kind"] is null) item["kind"] = pod ? "Pod" : Kind(item);
        if (!pod) return item;
        var (uid, bound) = (item["metadata"]!["uid"]!.ToString(), item["spec"]!["nodeName"]?.ToString());
        if (!string.IsNullOrEmpty(bound)) assumed.TryRemove(uid, out _);
        else if (assumed.TryGetValue(uid, out var placement))
        {
            if (time.GetElapsedTime(placement.At) < Assumption) item["spec"]!["nodeName"] = placement.Node;
            else assumed.TryRemove(uid, out _);
        }
        if (scheduler is not null && item["spec"]!["schedulerName"]?.ToString() is var own && own != scheduler)
        {
            // Its replacement would be placed by somebody else, and a pending one is none of ours.
            if (item["metadata"]!["annotations"] is not JsonObject annotations) item["metadata"]!["annotations"] = annotations = [];
            annotations["descheduler.alpha.kubernetes.io/prevent-eviction"] = "true";
            if (own is null or "default-scheduler") item["spec"]!["schedulerName"] = "of-others";
        }
        return item;
    }

    private static string Kind(JsonObject item) => item["status"]?["allocatable"] is not null ? "Node" : item["value"] is not null ? "PriorityClass" : "PodDisruptionBudget";

    private void Tell() => Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
