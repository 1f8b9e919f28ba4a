using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes;

/// <summary>
/// Keeps a copy of all objects of a kind: lists, watches, watches on after normal ends and cut connections, lists again when the server has forgotten (410). After an error it waits
/// longer and longer. What it hands out is never changed. Thread-safe.
/// </summary>
public sealed class Reflector
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly KubeConnection connection;
    private readonly string path;
    private readonly int watchSeconds;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<string, JsonObject> objects = [];
    private string version = "";

    /// <param name="connection">The server.</param>
    /// <param name="path">Path of the list: "/api/v1/pods".</param>
    /// <param name="watchSeconds">How long one watch lasts; the server ends it then.</param>
    /// <param name="time">The clock by which it waits after errors.</param>
    public Reflector(KubeConnection connection, string path, int watchSeconds = 300, TimeProvider? time = null) =>
        (this.connection, this.path, this.watchSeconds, this.time) = (connection, path, watchSeconds, time ?? TimeProvider.System);

    /// <summary>Completes when the first list is there.</summary>
    public Task Synced => synced.Task;

    /// <summary>Told after every change, on the reflector's own thread.</summary>
    public Action? Changed { get; set; }

    /// <summary>How often it listed.</summary>
    public int Lists { get; private set; }

    /// <summary>How often a watch ended.</summary>
    public int WatchEnds { get; private set; }

    /// <summary>The objects as of now.</summary>
    public IReadOnlyList<JsonObject> Objects
    {
        get
        {
            lock (gate) return [.. objects.Values];
        }
    }

    /// <summary>Runs until cancelled; errors of the server do not end it.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var wait = Shortest;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (version.Length == 0) await List(cancellation);
                await Watch(cancellation);
                WatchEnds++;
                wait = Shortest;
            }
            catch (KubeException refusal)
            {
                if (refusal.Code == 410) version = "";
                await Pause();
            }
            catch (Exception fault) when (fault is IOException or HttpRequestException or JsonException)
            {
                // The connection was cut in the middle of a line.
                WatchEnds++;
                await Pause();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }

        async Task Pause()
        {
            try
            {
                await Task.Delay(wait, time, cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            wait = wait * 2 < Longest ? wait * 2 : Longest;
        }
    }

    private async Task List(CancellationToken cancellation)
    {
        var read = new Dictionary<string, JsonObject>();
        var (next, of) = ("", "");
        do
        {
            var page = await connection.Get($"{path}?limit=500{(next.Length > 0 ? "&continue=" + Uri.EscapeDataString(next) : "")}", cancellation);
            foreach (var item in page["items"] as JsonArray ?? [])
                if (item is JsonObject one) read[Key(one)] = one;
            // Of several pages the first version counts: what changed since is watched.
            if (of.Length == 0) of = page["metadata"]?["resourceVersion"]?.ToString() ?? "0";
            next = page["metadata"]?["continue"]?.ToString() ?? "";
        }
        while (next.Length > 0);
        lock (gate) objects = read;
        version = of;
        Lists++;
        synced.TrySetResult();
        Changed?.Invoke();
    }

    private async Task Watch(CancellationToken cancellation)
    {
        await using var stream = await connection.Stream($"{path}?watch=true&resourceVersion={version}&allowWatchBookmarks=true&timeoutSeconds={watchSeconds}", cancellation);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0 || JsonNode.Parse(line) is not JsonObject change || change["object"] is not JsonObject item) continue;
            var type = change["type"]?.ToString();
            if (type == "ERROR")
            {
                // 410 comes as an event of a watch that then ends normally.
                if (item["code"]?.ToString() == "410") version = "";
                return;
            }
            version = item["metadata"]?["resourceVersion"]?.ToString() ?? version;
            if (type == "BOOKMARK") continue;
            lock (gate)
            {
                if (type == "DELETED") objects.Remove(Key(item));
                else objects[Key(item)] = (JsonObject)item.DeepClone();
            }
            Changed?.Invoke();
        }
    }

    private static string Key(JsonObject item) => item["metadata"]?["namespace"] + "/" + item["metadata"]?["name"];
}
