using System.Globalization;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>The kinds of patches kubectl sends: merge, strategic merge, JSON patch, and apply, which is taken as a merge by the last writer.</summary>
internal static class Patches
{
    /// <summary>Lists that are merged by a key instead of replaced.</summary>
    private static readonly Dictionary<string, string> MergeKeys = new()
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["volumeMounts"] = "mountPath",
        ["ports"] = "containerPort",
        ["conditions"] = "type",
        ["ownerReferences"] = "uid",
        ["imagePullSecrets"] = "name",
        ["hostAliases"] = "ip",
        ["topologySpreadConstraints"] = "topologyKey",
        ["addresses"] = "type",
    };

    /// <summary>The object after the patch.</summary>
    /// <exception cref="ApiException">The kind of patch is not known, or it does not fit.</exception>
    public static JsonObject Apply(JsonObject item, string contentType, JsonNode patch) => contentType switch
    {
        "application/json-patch+json" => JsonPatch((JsonObject)item.DeepClone(), patch as JsonArray ?? throw ApiException.BadRequest("a JSON patch is a list")),
        "application/merge-patch+json" => (JsonObject)Merge(item.DeepClone(), patch, strategic: false)!,
        "application/strategic-merge-patch+json" or "application/apply-patch+yaml" => (JsonObject)Merge(item.DeepClone(), patch, strategic: true)!,
        _ => throw new ApiException(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml ({contentType})"),
    };

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch, bool strategic)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var merged = target as JsonObject ?? [];
        if (strategic && changes["$patch"]?.ToString() == "replace") merged = [];
        foreach (var (name, value) in changes)
        {
            if (name.StartsWith('$')) continue;
            if (value is null) merged.Remove(name);
            else if (strategic && value is JsonArray list && MergeKeys.TryGetValue(name, out var key) && list.All(item => item is JsonObject one && one[key] is not null))
                merged[name] = MergeList(merged[name] as JsonArray ?? [], list, key);
            else if (value is JsonObject) merged[name] = Merge(merged[name]?.DeepClone(), value, strategic);
            else merged[name] = value.DeepClone();
        }
        if (strategic)
            foreach (var (name, value) in changes)
                if (name.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal) && merged[name[25..]] is JsonArray own)
                    foreach (var gone in (JsonArray)value!)
                        if (own.FirstOrDefault(item => JsonNode.DeepEquals(item, gone)) is { } found) own.Remove(found);
        return merged;
    }

    private static JsonArray MergeList(JsonArray target, JsonArray patch, string key)
    {
        var merged = (JsonArray)target.DeepClone();
        foreach (var change in patch.Cast<JsonObject>())
        {
            var at = -1;
            for (var i = 0; i < merged.Count; i++)
                if (merged[i] is JsonObject own && own[key]?.ToString() == change[key]!.ToString()) at = i;
            if (change["$patch"]?.ToString() == "delete")
            {
                if (at >= 0) merged.RemoveAt(at);
            }
            else if (at < 0) merged.Add(Merge(null, change, strategic: true));
            else merged[at] = Merge(merged[at]!.DeepClone(), change, strategic: true);
        }
        return merged;
    }

    private static JsonObject JsonPatch(JsonObject item, JsonArray operations)
    {
        foreach (var operation in operations.Cast<JsonObject>())
        {
            var path = operation["path"]!.GetValue<string>().Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
            JsonNode? parent = item;
            foreach (var part in path.SkipLast(1)) parent = parent is JsonArray list ? list[Index(part, list)] : (parent as JsonObject)?[part];
            var (last, value, kind) = (path[^1], operation["value"], operation["op"]!.GetValue<string>());
            switch (parent, kind)
            {
                case (JsonArray list, "add"): list.Insert(last == "-" ? list.Count : Index(last, list), value?.DeepClone()); break;
                case (JsonArray list, "remove"): list.RemoveAt(Index(last, list)); break;
                case (JsonArray list, "replace"): list[Index(last, list)] = value?.DeepClone(); break;
                case (JsonObject map, "add" or "replace"): map[last] = value?.DeepClone(); break;
                case (JsonObject map, "remove"): map.Remove(last); break;
                case (JsonObject map, "test") when JsonNode.DeepEquals(map[last], value): break;
                default: throw new ApiException(422, "Invalid", $"the server rejected our request due to an error in our request: {kind} {operation["path"]}");
            }
        }
        return item;
    }

    private static int Index(string part, JsonArray list) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= list.Count ? index : throw ApiException.BadRequest($"'{part}' is no place in a list of {list.Count}");
}
