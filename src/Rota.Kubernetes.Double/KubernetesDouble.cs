using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Rota.Kubernetes.Double;

/// <summary>
/// A double of the Kubernetes API server in this process: kubectl and the official client work against it. Objects are kept in memory; controllers re-create pods, kubelets run what
/// is bound, disruption budgets are honoured. No scheduler: that is what it is there to try.
/// </summary>
public sealed class KubernetesDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ObjectStore store;
    private readonly Admission admission;
    private readonly Controllers controllers;
    private readonly Kubelets kubelets;
    private readonly ConcurrentQueue<WatchEvent> queue = new();
    private readonly SemaphoreSlim queued = new(0);
    private readonly CancellationTokenSource ending = new();
    private readonly Chance chance;
    private Task working = Task.CompletedTask;
    private int unsettled;

    private KubernetesDouble(DoubleFaults faults, int port, AccessRules? access)
    {
        store = new ObjectStore();
        admission = new(store);
        controllers = new(store, admission);
        kubelets = new(store);
        chance = new(faults);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            // Watches are quiet for long.
            kestrel.Limits.MinResponseDataRate = null;
        });
        app = builder.Build();
        var server = new ApiServer(store, admission, new PodActions(store), chance, access);
        app.Run(server.Answer);
        store.Changed = Enqueue;
    }

    /// <summary>Where it listens: "http://127.0.0.1:41234".</summary>
    public string Url { get; private set; } = "";

    /// <summary>Faults made so far.</summary>
    public int FaultsMade => chance.Made;

    /// <summary>Starts a server with the usual namespaces.</summary>
    /// <param name="port">Port on the loopback; 0 for any free one.</param>
    /// <param name="faults">Faults on purpose; none by default.</param>
    /// <param name="access">Rights of those who ask; all by default.</param>
    public static async Task<KubernetesDouble> Start(int port = 0, DoubleFaults? faults = null, AccessRules? access = null)
    {
        var server = new KubernetesDouble(faults ?? new(), port, access);
        foreach (var space in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
            server.store.Create(ApiResource.OfKind("Namespace")!, new JsonObject { ["metadata"] = new JsonObject { ["name"] = space }, ["status"] = new JsonObject { ["phase"] = "Active" } });
        await server.app.StartAsync();
        server.Url = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.working = Task.Run(server.Work);
        return server;
    }

    /// <summary>Puts objects in: a List, or one object. Namespaces that are missing are made; uids and statuses are kept.</summary>
    /// <exception cref="InvalidOperationException">An object is refused.</exception>
    public void Load(JsonNode objects)
    {
        foreach (var item in objects["items"] is JsonArray items ? items.Cast<JsonObject>() : [(JsonObject)objects])
        {
            try
            {
                Put((JsonObject)item.DeepClone());
            }
            catch (ApiException refusal)
            {
                throw new InvalidOperationException(refusal.Message);
            }
        }
    }

    /// <summary>All objects of a kind as they are now, as JSON.</summary>
    public IReadOnlyList<JsonObject> Objects(string kind) => [.. store.List(ApiResource.OfKind(kind) ?? throw new ArgumentException($"unknown kind {kind}", nameof(kind)), null).Items.Select(item => (JsonObject)item.DeepClone())];

    /// <summary>Waits until controllers and kubelets have nothing more to do.</summary>
    public async Task Settle(CancellationToken cancellation = default)
    {
        while (Volatile.Read(ref unsettled) > 0) await Task.Delay(1, cancellation);
    }

    /// <summary>Forgets the changes so far: watches from before get 410.</summary>
    public void Compact() => store.Compact();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        queued.Release();
        await working;
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(hurry.Token);
        await app.DisposeAsync();
        ending.Dispose();
        queued.Dispose();
    }

    private void Put(JsonObject item)
    {
        var kind = item["kind"]?.ToString() ?? "";
        if (ApiResource.OfKind(kind) is not { } resource) return;
        var space = ObjectStore.Space(item);
        if (resource.Namespaced && space.Length == 0) item["metadata"]!["namespace"] = space = "default";
        var spaces = ApiResource.OfKind("Namespace")!;
        if (resource.Namespaced && store.Find(spaces, "", space) is null) store.Create(spaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = space }, ["status"] = new JsonObject { ["phase"] = "Active" } });
        admission.Admit(resource, item, null);
        store.Create(resource, item);
    }

    private void Enqueue(WatchEvent change)
    {
        if (change.Object["kind"]?.ToString() is "Event" or "Lease") return;
        Interlocked.Increment(ref unsettled);
        queue.Enqueue(change);
        queued.Release();
    }

    private async Task Work()
    {
        while (!ending.IsCancellationRequested)
        {
            await queued.WaitAsync();
            if (!queue.TryDequeue(out var change)) continue;
            try
            {
                lock (store.Gate)
                {
                    if (change.Object["kind"]!.ToString() == "Pod") kubelets.See(Current(change));
                    controllers.See(change);
                }
            }
            catch (ApiException)
            {
                // Somebody else was faster; the change that did it is in the queue.
            }
            catch (Exception bug) when (bug is InvalidOperationException or NullReferenceException or InvalidCastException or FormatException or KeyNotFoundException)
            {
                await Console.Error.WriteLineAsync($"controllers: {change.Object["kind"]} {change.Object["metadata"]?["name"]}: {bug}");
            }
            finally
            {
                Interlocked.Decrement(ref unsettled);
            }
        }
    }

    /// <summary>The change with the pod as it is now: it may have been changed since.</summary>
    private WatchEvent Current(WatchEvent change) => change.Type == "DELETED" ? change
        : store.Find(ApiResource.OfKind("Pod")!, ObjectStore.Space(change.Object), ObjectStore.Name(change.Object)) is { } pod && pod["metadata"]!["uid"]!.ToString() == change.Object["metadata"]!["uid"]!.ToString()
            ? change with { Object = pod } : change with { Type = "DELETED" };
}
