using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>Answers requests: finds out what a path names, reads the body, and writes objects, lists, tables and refusals.</summary>
internal sealed class ApiServer(ObjectStore store, Admission admission, PodActions actions, Chance chance, AccessRules? access)
{
    private readonly Watches watches = new(store, chance);

    public async Task Answer(HttpContext context)
    {
        try
        {
            if (await Plain(context)) return;
            var path = ApiPath.Read(context.Request.Path.Value!) ?? throw new ApiException(404, "NotFound", "the server could not find the requested resource");
            var verb = Verb(context, path);
            if (access?.Allows(verb, path) == false)
                throw new ApiException(403, "Forbidden", $"{path.Resource.Plural}{(path.Resource.Group.Length > 0 ? "." + path.Resource.Group : "")} is forbidden: User cannot {verb} resource \"{path.Resource.Plural}{(path.Sub is null ? "" : "/" + path.Sub)}\" in API group \"{path.Resource.Group}\"");
            await Fault(context);
            await Serve(context, path);
            if (context.Items.ContainsKey("lost")) throw new ApiException(504, "Timeout", "Timeout: request did not complete within the allotted duration");
        }
        catch (ApiException refusal)
        {
            if (refusal.Code == 429) context.Response.Headers.RetryAfter = "1";
            await Write(context, refusal.Code, refusal.ToStatus());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception bug) when (bug is InvalidOperationException or NullReferenceException or InvalidCastException or FormatException or KeyNotFoundException)
        {
            // Objects are trees of anything: what a body breaks is told to its sender.
            await Write(context, 500, new ApiException(500, "InternalError", $"{bug.GetType().Name}: {bug.Message} {bug.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}").ToStatus());
        }
    }

    /// <summary>The verb of a request as roles name it.</summary>
    private static string Verb(HttpContext context, ApiPath path) => context.Request.Method switch
    {
        "GET" => context.Request.Query["watch"].ToString() is "true" or "1" ? "watch" : path.Name is null ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        _ => path.Name is null ? "deletecollection" : "delete",
    };

    /// <summary>What is no object: health, version, discovery, OpenAPI.</summary>
    private static async Task<bool> Plain(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimEnd('/');
        var accept = context.Request.Headers.Accept.ToString();
        var aggregated = accept.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal);
        JsonObject? answer = path.Split('/') switch
        {
            ["", "version"] => Discovery.Version(),
            ["", "api"] => aggregated ? Discovery.Groups(core: true) : Discovery.Versions(context.Request.Host.Value!),
            ["", "apis"] => aggregated ? Discovery.Groups(core: false) : Discovery.GroupList(),
            ["", "api", "v1"] => Discovery.Resources(""),
            ["", "apis", var group] when ApiResource.Groups.Contains(group) => Discovery.Group(group),
            ["", "apis", var group, "v1"] when ApiResource.Groups.Contains(group) => Discovery.Resources(group),
            ["", "openapi", "v3"] => Discovery.OpenApi(),
            ["", "openapi", "v3", "api", "v1"] => Discovery.OpenApi(""),
            ["", "openapi", "v3", "apis", var group, "v1"] => Discovery.OpenApi(group),
            ["", "apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"] => new JsonObject { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = "SelfSubjectAccessReview", ["status"] = new JsonObject { ["allowed"] = true } },
            _ => null,
        };
        if (answer is not null)
        {
            await Write(context, context.Request.Method == "POST" ? 201 : 200, answer, aggregated && path is "/api" or "/apis" && aggregated ? Discovery.Aggregated : "application/json");
            return true;
        }
        if (path is not ("/healthz" or "/livez" or "/readyz")) return false;
        await context.Response.WriteAsync("ok");
        return true;
    }

    private async Task Fault(HttpContext context)
    {
        var write = context.Request.Method is not "GET";
        if (!write && chance.Strikes(chance.Faults.Compactions)) store.Compact();
        if (chance.Strikes(chance.Faults.Refused))
        {
            throw chance.Below(4) switch
            {
                0 => new ApiException(500, "InternalError", "an error on purpose"),
                1 => new ApiException(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
                2 => new ApiException(504, "Timeout", "Timeout: request did not complete within the allotted duration"),
                _ => new ApiException(429, "TooManyRequests", "the server has received too many requests and has asked us to try again later"),
            };
        }
        if (write && chance.Strikes(chance.Faults.Conflicts)) throw new ApiException(409, "Conflict", "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again");
        if (write && chance.Strikes(chance.Faults.Lost)) context.Items["lost"] = true;
        await Task.CompletedTask;
    }

    private async Task Serve(HttpContext context, ApiPath path)
    {
        var query = context.Request.Query;
        var dryRun = query["dryRun"] == "All";
        switch (context.Request.Method)
        {
            case "GET" when path.Name is null || query["watch"] == "true":
                if (query["watch"] is [var wanted] && wanted is "true" or "1") await watches.Serve(context, path);
                else await List(context, path);
                break;
            case "GET" when path.Sub == "log":
                await context.Response.WriteAsync("");
                break;
            case "GET":
                await Show(context, path, path.Sub == "scale" ? Scale(store.Get(path.Resource, path.Space ?? "", path.Name!)) : store.Get(path.Resource, path.Space ?? "", path.Name!), 200);
                break;
            case "POST" when path.Sub == "binding":
                await Show(context, path, actions.Bind(path.Space!, path.Name!, await Body(context)), 201);
                break;
            case "POST" when path.Sub == "eviction":
                await Show(context, path, actions.Evict(path.Space!, path.Name!, await Body(context), dryRun), 201);
                break;
            case "POST" when path.Name is null:
                await Show(context, path, Create(path, await Body(context), query["fieldValidation"], dryRun), 201);
                break;
            case "PUT":
                await Show(context, path, Replace(path, await Body(context), query["fieldValidation"], dryRun), 200);
                break;
            case "PATCH":
                var (item, created) = await Patch(context, path, dryRun);
                await Show(context, path, item, created ? 201 : 200);
                break;
            case "DELETE" when path.Name is null:
                foreach (var one in Chosen(context, path).Items) actions.Delete(path.Resource, ObjectStore.Space(one), ObjectStore.Name(one), null, dryRun);
                await Show(context, path, PodActions.Success(), 200);
                break;
            case "DELETE":
                await Show(context, path, actions.Delete(path.Resource, path.Space ?? "", path.Name, context.Request.ContentLength is > 0 ? await Body(context) : null, dryRun), 200);
                break;
            default:
                throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        }
    }

    private JsonObject Create(ApiPath path, JsonObject item, string? fieldValidation, bool dryRun)
    {
        if (path.Name is not null && path.Sub is not null) throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        if (item["metadata"] is not JsonObject metadata) throw ApiException.BadRequest("the object has no metadata");
        if (path.Resource.Namespaced)
        {
            var space = path.Space ?? metadata["namespace"]?.ToString() ?? "default";
            if (metadata["namespace"]?.ToString() is { Length: > 0 } own && own != space) throw ApiException.BadRequest($"the namespace of the provided object does not match the namespace sent on the request");
            metadata["namespace"] = space;
        }
        else metadata.Remove("namespace");
        if (metadata["name"] is null && metadata["generateName"] is null) throw ApiException.Invalid(path.Resource.Kind, "", "metadata.name", "Required value: name or generateName is required", "FieldValueRequired");
        var generated = metadata["name"] is null;
        if (generated) metadata["name"] = "-";
        admission.Admit(path.Resource, item, fieldValidation);
        if (generated) metadata.Remove("name");
        return store.Create(path.Resource, item, !dryRun);
    }

    private JsonObject Replace(ApiPath path, JsonObject item, string? fieldValidation, bool dryRun)
    {
        lock (store.Gate)
        {
            if (path.Resource.Namespaced) ObjectStore.Metadata(item)["namespace"] = path.Space;
            ObjectStore.Metadata(item)["name"] ??= path.Name;
            var old = store.Get(path.Resource, path.Space ?? "", path.Name!);
            if (path.Sub == "scale") return ScaleTo(path, old, item);
            // A write to the status leaves the rest alone, and the other way round.
            var merged = path.Sub == "status" ? (JsonObject)old.DeepClone() : item;
            if (path.Sub == "status") merged["status"] = item["status"]?.DeepClone();
            else if (path.Resource.Subresources.Contains("status", StringComparison.Ordinal) && old["status"] is { } status) merged["status"] = status.DeepClone();
            if (path.Sub == "status" && item["metadata"]!["resourceVersion"] is { } version) merged["metadata"]!["resourceVersion"] = version.DeepClone();
            admission.Admit(path.Resource, merged, fieldValidation, update: true);
            return store.Replace(path.Resource, merged, !dryRun);
        }
    }

    private async Task<(JsonObject Item, bool Created)> Patch(HttpContext context, ApiPath path, bool dryRun)
    {
        var type = (context.Request.ContentType ?? "").Split(';')[0].Trim();
        var patch = JsonNode.Parse(await Text(context)) ?? throw ApiException.BadRequest("the patch is empty");
        lock (store.Gate)
        {
            var old = store.Find(path.Resource, path.Space ?? "", path.Name!);
            if (old is null && type == "application/apply-patch+yaml")
            {
                return (Create(path with { Name = null, Sub = null }, (JsonObject)patch, context.Request.Query["fieldValidation"], dryRun), true);
            }
            if (old is null) throw ApiException.NotFound(path.Resource, path.Name!);
            if (path.Sub == "scale") return (ScaleTo(path, old, Patches.Apply(Scale(old), type, patch)), false);
            var changed = Patches.Apply(old, type, patch);
            if (path.Sub == "status")
            {
                var whole = (JsonObject)old.DeepClone();
                whole["status"] = changed["status"]?.DeepClone();
                changed = whole;
            }
            // Patches without a version are always of the latest.
            if (patch is JsonObject { } map && map["metadata"]?["resourceVersion"] is null) changed["metadata"]!["resourceVersion"] = old["metadata"]!["resourceVersion"]!.DeepClone();
            admission.Admit(path.Resource, changed, context.Request.Query["fieldValidation"], update: true);
            return (store.Replace(path.Resource, changed, !dryRun), false);
        }
    }

    private JsonObject ScaleTo(ApiPath path, JsonObject old, JsonObject scale)
    {
        var changed = (JsonObject)old.DeepClone();
        changed["spec"]!["replicas"] = scale["spec"]!["replicas"]!.DeepClone();
        return Scale(store.Replace(path.Resource, changed));
    }

    private static JsonObject Scale(JsonObject item) => new()
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject { ["name"] = ObjectStore.Name(item), ["namespace"] = ObjectStore.Space(item), ["uid"] = item["metadata"]!["uid"]!.DeepClone(), ["resourceVersion"] = item["metadata"]!["resourceVersion"]!.DeepClone() },
        ["spec"] = new JsonObject { ["replicas"] = item["spec"]!["replicas"]?.DeepClone() ?? 1 },
        ["status"] = new JsonObject { ["replicas"] = item["status"]?["replicas"]?.DeepClone() ?? 0 },
    };

    private (List<JsonObject> Items, long Revision) Chosen(HttpContext context, ApiPath path)
    {
        var (labels, fields) = (Selectors.Labels(context.Request.Query["labelSelector"]), Selectors.Fields(context.Request.Query["fieldSelector"]));
        var (items, revision) = store.List(path.Resource, path.Resource.Namespaced ? path.Space : null);
        return ([.. items.Where(item => labels(item) && fields(item))], revision);
    }

    private async Task List(HttpContext context, ApiPath path)
    {
        var (items, revision) = Chosen(context, path);
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (int.TryParse(context.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
        {
            // The token says where to go on; a change in between is seen, which the real server avoids by its snapshot.
            var after = context.Request.Query["continue"] is [{ Length: > 0 } token] ? Encoding.UTF8.GetString(Convert.FromBase64String(token)) : "";
            var left = items.Where(item => string.CompareOrdinal(ObjectStore.Space(item) + "/" + ObjectStore.Name(item), after) > 0).ToList();
            items = [.. left.Take(limit)];
            if (left.Count > limit)
            {
                metadata["continue"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(ObjectStore.Space(items[^1]) + "/" + ObjectStore.Name(items[^1])));
                metadata["remainingItemCount"] = left.Count - limit;
            }
        }
        if (WantsTable(context))
        {
            var table = Tables.Of(path.Resource, items, revision);
            if (metadata["continue"] is { } more) table["metadata"]!["continue"] = more.DeepClone();
            await Write(context, 200, table);
            return;
        }
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("kind", path.Resource.Kind + "List");
        json.WriteString("apiVersion", path.Resource.GroupVersion);
        json.WritePropertyName("metadata");
        metadata.WriteTo(json);
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            item.WriteTo(json);
            if (json.BytesPending > 1 << 16) await json.FlushAsync(context.RequestAborted);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool WantsTable(HttpContext context) => context.Request.Headers.Accept.ToString().Contains("as=Table", StringComparison.Ordinal);

    private static Task Show(HttpContext context, ApiPath path, JsonObject item, int code)
    {
        if (context.Items.ContainsKey("lost")) return Task.CompletedTask;
        return Write(context, code, WantsTable(context) && item["kind"]?.ToString() == path.Resource.Kind ? Tables.Of(path.Resource, [item], 0) : item);
    }

    private static Task Write(HttpContext context, int code, JsonObject answer, string type = "application/json")
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        context.Response.StatusCode = code;
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()), context.RequestAborted).AsTask();
    }

    private static async Task<JsonObject> Body(HttpContext context)
    {
        if ((context.Request.ContentType ?? "").StartsWith("application/vnd.kubernetes.protobuf", StringComparison.Ordinal))
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return Protobuf.Read(buffer.ToArray());
        }
        try
        {
            return JsonNode.Parse(await Text(context)) as JsonObject ?? throw ApiException.BadRequest("the body is no object");
        }
        catch (JsonException fault)
        {
            throw ApiException.BadRequest($"the body is no JSON: {fault.Message}");
        }
    }

    private static async Task<string> Text(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }
}
