using System.Globalization;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>
/// All objects as JSON trees, with one counter of versions, and the changes since, for watches. What is handed out is never changed: every write replaces the tree. Thread-safe.
/// </summary>
internal sealed class ObjectStore(int window = 100_000)
{
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> objects = [];
    private readonly List<WatchEvent> log = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long forgotten;

    /// <summary>Held while several reads and writes belong together.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The last version.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>Told of every change, under the gate.</summary>
    public Action<WatchEvent>? Changed { get; set; }

    public JsonObject? Find(ApiResource resource, string space, string name)
    {
        lock (Gate) return objects.TryGetValue(resource.StoreKey, out var all) && all.TryGetValue(Key(space, name), out var found) ? found : null;
    }

    public JsonObject Get(ApiResource resource, string space, string name) => Find(resource, space, name) ?? throw ApiException.NotFound(resource, name);

    /// <summary>All objects of a kind, of one namespace or all, in order of their names, and the version they are of.</summary>
    public (List<JsonObject> Items, long Revision) List(ApiResource resource, string? space)
    {
        lock (Gate)
        {
            if (!objects.TryGetValue(resource.StoreKey, out var all)) return ([], Revision);
            return ([.. space is null ? all.Values : all.Values.Where(item => Space(item) == space)], Revision);
        }
    }

    /// <summary>Puts a new object in.</summary>
    public JsonObject Create(ApiResource resource, JsonObject item, bool store = true)
    {
        lock (Gate)
        {
            var metadata = Metadata(item);
            if (metadata["name"] is null && metadata["generateName"] is { } prefix)
                do metadata["name"] = prefix.GetValue<string>() + Suffix();
                while (Find(resource, Space(item), Name(item)) is not null);
            if (Find(resource, Space(item), Name(item)) is not null) throw ApiException.Exists(resource, Name(item));
            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["creationTimestamp"] = Now();
            metadata["generation"] = 1;
            item["apiVersion"] = resource.GroupVersion;
            item["kind"] = resource.Kind;
            if (store) Commit(resource, item, null);
            return item;
        }
    }

    /// <summary>Puts an object in the place of another of its name.</summary>
    /// <exception cref="ApiException">It names another version than the current one.</exception>
    public JsonObject Replace(ApiResource resource, JsonObject item, bool store = true)
    {
        lock (Gate)
        {
            var old = Get(resource, Space(item), Name(item));
            var metadata = Metadata(item);
            if (metadata["resourceVersion"]?.GetValue<string>() is { Length: > 0 } version && version != Metadata(old)["resourceVersion"]!.GetValue<string>())
                throw ApiException.Conflict(resource, Name(item), "the object has been modified; please apply your changes to the latest version and try again");
            if (metadata["uid"]?.GetValue<string>() is { Length: > 0 } uid && uid != Metadata(old)["uid"]!.GetValue<string>())
                throw ApiException.Conflict(resource, Name(item), $"Precondition failed: UID in precondition: {uid}, UID in object meta: {Metadata(old)["uid"]}");
            foreach (var field in new[] { "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds" })
                if (Metadata(old)[field] is { } kept) metadata[field] = kept.DeepClone();
            item["apiVersion"] = old["apiVersion"]!.DeepClone();
            item["kind"] = resource.Kind;
            metadata["resourceVersion"] = Metadata(old)["resourceVersion"]!.DeepClone();
            metadata["generation"] = Number(Metadata(old)["generation"], 1) + (JsonNode.DeepEquals(item["spec"], old["spec"]) ? 0 : 1);
            if (!store || JsonNode.DeepEquals(item, old)) return store ? old : item;
            // The last finalizer is gone, and the object with it.
            if (metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 }) return Remove(resource, item);
            Commit(resource, item, old);
            return item;
        }
    }

    /// <summary>Takes an object out.</summary>
    public JsonObject Remove(ApiResource resource, JsonObject item)
    {
        lock (Gate)
        {
            if (!objects[resource.StoreKey].Remove(Key(Space(item), Name(item)), out var old)) throw ApiException.NotFound(resource, Name(item));
            var last = (JsonObject)item.DeepClone();
            Metadata(last)["resourceVersion"] = (++Revision).ToString(CultureInfo.InvariantCulture);
            Tell(new(Revision, "DELETED", resource.StoreKey, last, old));
            return last;
        }
    }

    /// <summary>The changes after a version; null when they are forgotten.</summary>
    public List<WatchEvent>? Since(long revision, string key)
    {
        lock (Gate)
        {
            if (revision < forgotten) return null;
            var first = log.Count;
            while (first > 0 && log[first - 1].Revision > revision) first--;
            return [.. log.Skip(first).Where(change => change.Key == key)];
        }
    }

    /// <summary>Completes at the next change.</summary>
    public Task NextChange
    {
        get
        {
            lock (Gate) return changed.Task;
        }
    }

    /// <summary>Forgets all changes so far: watches from before get 410.</summary>
    public void Compact()
    {
        lock (Gate)
        {
            log.Clear();
            forgotten = Revision;
        }
    }

    public static JsonObject Metadata(JsonObject item) => item["metadata"] as JsonObject ?? throw ApiException.BadRequest("the object has no metadata");

    public static string Name(JsonObject item) => Metadata(item)["name"]?.GetValue<string>() ?? throw ApiException.BadRequest("the object has no metadata.name");

    public static string Space(JsonObject item) => (item["metadata"] as JsonObject)?["namespace"]?.GetValue<string>() ?? "";

    /// <summary>A number, whichever way it came into the tree.</summary>
    public static int Number(JsonNode? value, int otherwise) => value is null ? otherwise : int.Parse(value.ToString(), CultureInfo.InvariantCulture);

    public static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Key(string space, string name) => space + "/" + name;

    private static string Suffix()
    {
        const string Letters = "bcdfghjklmnpqrstvwxz2456789";
        return string.Concat(Guid.NewGuid().ToByteArray().Take(5).Select(b => Letters[b % Letters.Length]));
    }

    private void Commit(ApiResource resource, JsonObject item, JsonObject? old)
    {
        Metadata(item)["resourceVersion"] = (++Revision).ToString(CultureInfo.InvariantCulture);
        if (!objects.TryGetValue(resource.StoreKey, out var all)) objects.Add(resource.StoreKey, all = new(StringComparer.Ordinal));
        all[Key(Space(item), Name(item))] = item;
        Tell(new(Revision, old is null ? "ADDED" : "MODIFIED", resource.StoreKey, item, old));
    }

    private void Tell(WatchEvent change)
    {
        log.Add(change);
        if (log.Count > window)
        {
            forgotten = log[log.Count / 2].Revision;
            log.RemoveRange(0, (log.Count / 2) + 1);
        }
        var waiting = changed;
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
        Changed?.Invoke(change);
    }
}
