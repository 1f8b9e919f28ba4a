using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>What the server says of itself: versions, groups, resources, and an OpenAPI that leaves validation to the server.</summary>
internal static class Discovery
{
    public const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "32",
        ["gitVersion"] = "v1.32.0",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-01-01T00:00:00Z",
        ["goVersion"] = "none",
        ["compiler"] = "none",
        ["platform"] = "linux/amd64",
    };

    /// <summary>/api or /apis for clients that know aggregated discovery.</summary>
    public static JsonObject Groups(bool core) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. (core ? [""] : ApiResource.Groups).Select(group => (JsonNode)new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = group.Length == 0 ? null : group },
            ["versions"] = new JsonArray(new JsonObject { ["version"] = "v1", ["freshness"] = "Current", ["resources"] = new JsonArray([.. Of(group).Select(resource => (JsonNode)Described(resource))]) }),
        })]),
    };

    /// <summary>/api for older clients.</summary>
    public static JsonObject Versions(string host) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
    };

    /// <summary>/apis for older clients.</summary>
    public static JsonObject GroupList() => new() { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. ApiResource.Groups.Select(group => (JsonNode)Group(group))]) };

    /// <summary>/apis/{group}.</summary>
    public static JsonObject Group(string group)
    {
        JsonObject Version() => new() { ["groupVersion"] = group + "/v1", ["version"] = "v1" };
        return new() { ["kind"] = "APIGroup", ["apiVersion"] = "v1", ["name"] = group, ["versions"] = new JsonArray(Version()), ["preferredVersion"] = Version() };
    }

    /// <summary>/api/v1 and /apis/{group}/v1.</summary>
    public static JsonObject Resources(string group)
    {
        var list = new JsonArray();
        foreach (var resource in Of(group))
        {
            var entry = new JsonObject { ["name"] = resource.Plural, ["singularName"] = resource.Singular, ["namespaced"] = resource.Namespaced, ["kind"] = resource.Kind, ["verbs"] = Array(Verbs) };
            if (resource.ShortNames.Length > 0) entry["shortNames"] = Array(resource.ShortNames.Split(' '));
            if (resource.InAll) entry["categories"] = Array(["all"]);
            list.Add(entry);
            foreach (var sub in resource.Subresources.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var (subGroup, kind) = Sub(resource, sub);
                var part = new JsonObject { ["name"] = $"{resource.Plural}/{sub}", ["singularName"] = "", ["namespaced"] = resource.Namespaced, ["kind"] = kind, ["verbs"] = Array(sub is "binding" or "eviction" ? ["create"] : ["get", "patch", "update"]) };
                if (subGroup is { } other)
                {
                    part["group"] = other;
                    part["version"] = "v1";
                }
                list.Add(part);
            }
        }
        return new() { ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = group.Length == 0 ? "v1" : group + "/v1", ["resources"] = list };
    }

    /// <summary>/openapi/v3: where the documents are.</summary>
    public static JsonObject OpenApi() => new()
    {
        ["paths"] = new JsonObject(ApiResource.Groups.Prepend("").Select(group => group.Length == 0 ? "api/v1" : $"apis/{group}/v1")
            .Select(path => KeyValuePair.Create(path, (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash=1" }))),
    };

    /// <summary>One document: for every kind a patch with the parameters that make kubectl leave validation to the server.</summary>
    public static JsonObject OpenApi(string group)
    {
        var paths = new JsonObject();
        foreach (var resource in Of(group))
        {
            JsonObject Parameter(string name) => new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true } };
            paths[$"/{(group.Length == 0 ? "api" : "apis/" + group)}/v1/{(resource.Namespaced ? "namespaces/{namespace}/" : "")}{resource.Plural}/{{name}}"] = new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["parameters"] = new JsonArray(Parameter("dryRun"), Parameter("fieldManager"), Parameter("fieldValidation"), Parameter("force")),
                    ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
                    ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = group, ["version"] = "v1", ["kind"] = resource.Kind },
                },
            };
        }
        return new() { ["openapi"] = "3.0.0", ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.32.0" }, ["paths"] = paths, ["components"] = new JsonObject { ["schemas"] = new JsonObject() } };
    }

    private static JsonObject Described(ApiResource resource)
    {
        JsonObject Kind(string? group, string kind) => new() { ["group"] = group ?? resource.Group, ["version"] = "v1", ["kind"] = kind };
        var entry = new JsonObject
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = Kind(null, resource.Kind),
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.Singular,
            ["verbs"] = Array(Verbs),
        };
        if (resource.ShortNames.Length > 0) entry["shortNames"] = Array(resource.ShortNames.Split(' '));
        if (resource.InAll) entry["categories"] = Array(["all"]);
        var subs = resource.Subresources.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (subs.Length > 0)
            entry["subresources"] = new JsonArray([.. subs.Select(sub =>
            {
                var (group, kind) = Sub(resource, sub);
                return (JsonNode)new JsonObject { ["subresource"] = sub, ["responseKind"] = Kind(group, kind), ["verbs"] = Array(sub is "binding" or "eviction" ? ["create"] : ["get", "patch", "update"]) };
            })]);
        return entry;
    }

    private static (string? Group, string Kind) Sub(ApiResource resource, string sub) => sub switch
    {
        // Without this entry kubectl drain silently deletes instead of evicting.
        "eviction" => ("policy", "Eviction"),
        "binding" => (null, "Binding"),
        "scale" => ("autoscaling", "Scale"),
        _ => (null, resource.Kind),
    };

    private static IEnumerable<ApiResource> Of(string group) => group == "authorization.k8s.io"
        ? [new ApiResource(group, "selfsubjectaccessreviews", "SelfSubjectAccessReview", false)]
        : ApiResource.All.Where(resource => resource.Group == group);

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}
