using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>Watches: changes as lines of JSON, with bookmarks, 410 for versions that are forgotten, and objects that stop matching told as deleted.</summary>
internal sealed class Watches(ObjectStore store, Chance chance)
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromSeconds(60);

    public async Task Serve(HttpContext context, ApiPath path)
    {
        var query = context.Request.Query;
        var (labels, fields) = (Selectors.Labels(query["labelSelector"]), Selectors.Fields(query["fieldSelector"]));
        bool Matches(JsonObject? item) => item is not null && (!path.Resource.Namespaced || path.Space is null || ObjectStore.Space(item) == path.Space)
            && (path.Name is null || ObjectStore.Name(item) == path.Name) && labels(item) && fields(item);
        var table = context.Request.Headers.Accept.ToString().Contains("as=Table", StringComparison.Ordinal);
        var seconds = int.TryParse(query["timeoutSeconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1800;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        end.CancelAfter(TimeSpan.FromSeconds(seconds));
        context.Response.ContentType = "application/json";
        var heads = true;

        async Task Send(string type, JsonObject item)
        {
            var shown = table && type is not ("ERROR" or "BOOKMARK") ? Tables.Of(path.Resource, [item], 0, heads) : item;
            heads = false;
            await context.Response.WriteAsync($"{{\"type\":\"{type}\",\"object\":{shown.ToJsonString()}}}\n", Encoding.UTF8, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        // At once, so that clients that wait for the headers know that they are heard.
        await context.Response.Body.FlushAsync(context.RequestAborted);
        var version = query["resourceVersion"].ToString();
        var initial = query["sendInitialEvents"] == "true";
        var revision = long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0;
        if (revision == 0 || initial)
        {
            (var items, revision) = store.List(path.Resource, path.Resource.Namespaced ? path.Space : null);
            foreach (var item in items.Where(Matches)) await Send("ADDED", item);
            if (initial) await Send("BOOKMARK", Bookmark(path.Resource, revision, initialEnd: true));
        }
        var bookmarks = query["allowWatchBookmarks"] == "true";
        try
        {
            while (true)
            {
                var next = store.NextChange;
                if (store.Since(revision, path.Resource.StoreKey) is not { } changes)
                {
                    await Send("ERROR", new ApiException(410, "Expired", $"too old resource version: {revision} ({store.Revision})").ToStatus());
                    return;
                }
                foreach (var change in changes)
                {
                    revision = change.Revision;
                    var (was, matches) = (Matches(change.Before), Matches(change.Object));
                    if (change.Type == "DELETED" ? was || matches : was && !matches) await Send("DELETED", change.Object);
                    else if (matches && change.Type != "DELETED") await Send(was ? "MODIFIED" : "ADDED", change.Object);
                    else continue;
                    if (chance.Strikes(chance.Faults.CutWatches)) return;
                }
                if (await Task.WhenAny(next, Task.Delay(BookmarkEvery, end.Token)) != next)
                {
                    if (end.IsCancellationRequested) return;
                    revision = Math.Max(revision, store.Revision);
                    if (bookmarks) await Send("BOOKMARK", Bookmark(path.Resource, revision, initialEnd: false));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the client has gone: a normal end.
        }
    }

    private static JsonObject Bookmark(ApiResource resource, long revision, bool initialEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (initialEnd) metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        return new() { ["kind"] = resource.Kind, ["apiVersion"] = resource.GroupVersion, ["metadata"] = metadata };
    }
}
