namespace Rota.Kubernetes.Double;

/// <summary>What a path names.</summary>
/// <param name="Resource">The kind of object.</param>
/// <param name="Space">The namespace; null for all.</param>
/// <param name="Name">The object; null for the list.</param>
/// <param name="Sub">The subresource; null for the object itself.</param>
internal sealed record ApiPath(ApiResource Resource, string? Space, string? Name, string? Sub)
{
    /// <summary>Reads /api/v1/... and /apis/{group}/{version}/...; null when it names nothing that is kept here.</summary>
    public static ApiPath? Read(string path)
    {
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var group = parts switch { ["api", "v1", ..] => "", ["apis", var name, "v1", ..] => name, _ => null };
        if (group is null) return null;
        var rest = parts[(group.Length == 0 ? 2 : 3)..];
        string? space = null;
        if (rest is ["namespaces", var inside, var plural, ..] && ApiResource.Find(group, plural) is not null) (space, rest) = (inside, rest[2..]);
        if (rest.Length is 0 or > 3 || ApiResource.Find(group, rest[0]) is not { } resource) return null;
        return new(resource, resource.Namespaced ? space : "", rest.Length > 1 ? rest[1] : null, rest.Length > 2 ? rest[2] : null);
    }
}
