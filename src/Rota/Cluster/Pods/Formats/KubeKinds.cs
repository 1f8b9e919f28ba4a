using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Which kinds there are in Kubernetes' own groups, and which of them are read. Kinds of other groups are left out with a note, whatever their name.</summary>
internal static class KubeKinds
{
    private static readonly Dictionary<string, string[]> Groups = new()
    {
        [""] =
        [
            "Binding", "ConfigMap", "Endpoints", "Event", "LimitRange", "Namespace", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod", "PodTemplate", "ReplicationController", "ResourceQuota", "Secret",
            "Service", "ServiceAccount", "ComponentStatus", "Status", "List",
        ],
        ["apps"] = ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
        ["extensions"] = ["DaemonSet", "Deployment", "ReplicaSet", "Ingress", "NetworkPolicy", "PodSecurityPolicy"],
        ["batch"] = ["Job", "CronJob"],
        ["policy"] = ["PodDisruptionBudget", "PodSecurityPolicy", "Eviction"],
        ["scheduling.k8s.io"] = ["PriorityClass", "PodGroup", "Workload"],
    };

    private static readonly string[] Read =
        ["Node", "Pod", "PodDisruptionBudget", "PriorityClass", "ResourceQuota", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"];

    /// <summary>True when objects of this kind and version are read.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="version">"apps/v1"; null when the object does not say, as in typed lists.</param>
    /// <param name="value">The object, for errors.</param>
    /// <exception cref="InputException">The group has no such kind, but one of nearly that name; or the kind belongs to another group of Kubernetes.</exception>
    public static bool IsRead(string kind, string? version, KubeValue value)
    {
        if (version is null) return Read.Contains(kind);
        var group = version.Contains('/', StringComparison.Ordinal) ? version[..version.IndexOf('/', StringComparison.Ordinal)] : "";
        if (!Groups.TryGetValue(group, out var kinds))
        {
            // A group without a dot is Kubernetes' own: a slip, if the kind is one of those read.
            if (!group.Contains('.', StringComparison.Ordinal) && Read.Contains(kind)) throw value.Get("apiVersion").Error($"read '{version}', expected {Version(kind)} for a {kind}");
            return false;
        }
        var name = version[(group.Length == 0 ? 0 : group.Length + 1)..];
        if (name is not ['v', >= '1' and <= '9', ..] || (group.Length == 0 && name != "v1")) throw value.Get("apiVersion").Error($"read '{version}', expected {Version(kind)}");
        if (kinds.Contains(kind)) return Read.Contains(kind);
        if (Read.Contains(kind)) throw value.Get("apiVersion").Error($"read '{version}', expected {Version(kind)} for a {kind}");
        if (kind.EndsWith("List", StringComparison.Ordinal)) throw value.Error($"is a {kind} without 'items', expected a list of objects");
        throw value.Get("kind").Error($"read '{kind}', expected a kind of {(group.Length == 0 ? "v1" : group)}, such as {string.Join(", ", kinds.Where(Read.Contains))}{Nearest.Hint(kind, kinds.Concat(Read))}");
    }

    private static string Version(string kind)
    {
        var group = Groups.FirstOrDefault(pair => pair.Value.Contains(kind)).Key;
        return string.IsNullOrEmpty(group) ? "v1" : group + "/v1";
    }
}
