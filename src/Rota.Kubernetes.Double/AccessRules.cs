using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>
/// The rights of one client, as Role and ClusterRole objects give them: what is not allowed is refused with 403, and what was never asked for can be read off afterwards. Bindings are not
/// looked at; a Role holds in its namespace.
/// </summary>
public sealed class AccessRules
{
    private readonly List<Right> rights = [];
    private readonly HashSet<string> refused = [];

    /// <param name="roles">Objects of kind Role and ClusterRole; others do not count.</param>
    public AccessRules(IEnumerable<JsonObject> roles)
    {
        foreach (var role in roles)
        {
            if (role["kind"]?.ToString() is not ("Role" or "ClusterRole")) continue;
            var space = role["kind"]!.ToString() == "Role" ? role["metadata"]?["namespace"]?.ToString() ?? "default" : null;
            foreach (var rule in role["rules"] as JsonArray ?? [])
                foreach (var group in Words(rule!["apiGroups"]))
                    foreach (var resource in Words(rule["resources"]))
                        foreach (var verb in Words(rule["verbs"])) rights.Add(new(space, group, resource, verb, [.. Words(rule["resourceNames"])]));
        }
    }

    /// <summary>Rights that nobody used, as "verb group/resource": a role with least rights has none.</summary>
    public IReadOnlyList<string> Unused
    {
        get
        {
            lock (rights) return [.. rights.Where(right => !right.Used).Select(right => $"{right.Verb} {right.Group}/{right.Resource}")];
        }
    }

    /// <summary>What was refused, as "verb group/resource".</summary>
    public IReadOnlyList<string> Refused
    {
        get
        {
            lock (rights) return [.. refused];
        }
    }

    internal bool Allows(string verb, ApiPath path)
    {
        var resource = path.Resource.Plural + (path.Sub is null ? "" : "/" + path.Sub);
        lock (rights)
        {
            foreach (var right in rights)
            {
                if (right.Verb != verb || right.Group != path.Resource.Group || right.Resource != resource || (right.Space is { } space && space != path.Space)) continue;
                if (right.Names.Length > 0 && !right.Names.Contains(path.Name)) continue;
                right.Used = true;
                return true;
            }
            refused.Add($"{verb} {path.Resource.Group}/{resource}");
            return false;
        }
    }

    private static IEnumerable<string> Words(JsonNode? list) => (list as JsonArray ?? []).Select(word => word!.ToString());

    private sealed record Right(string? Space, string Group, string Resource, string Verb, string[] Names)
    {
        public bool Used { get; set; }
    }
}
