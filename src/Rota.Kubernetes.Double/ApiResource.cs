namespace Rota.Kubernetes.Double;

/// <summary>A kind of object that the server keeps.</summary>
/// <param name="Group">API group; empty for the core.</param>
/// <param name="Plural">Name in paths: "pods".</param>
/// <param name="Kind">Name in objects: "Pod".</param>
/// <param name="Namespaced">Objects live in namespaces.</param>
/// <param name="ShortNames">What kubectl users type, separated by blanks.</param>
/// <param name="InAll">Part of <c>kubectl get all</c>.</param>
/// <param name="Subresources">Names of its subresources, separated by blanks.</param>
public sealed record ApiResource(string Group, string Plural, string Kind, bool Namespaced, string ShortNames = "", bool InAll = false, string Subresources = "")
{
    /// <summary>Everything is served in one version.</summary>
    public string Version => "v1";

    /// <summary>"apps/v1", or "v1" for the core.</summary>
    public string GroupVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The name of one: "pod".</summary>
    public string Singular => Kind.ToLowerInvariant();

    /// <summary>Both event APIs show the same objects.</summary>
    public string StoreKey => Kind == "Event" ? "events" : $"{Group}/{Plural}";

    /// <summary>All kinds, the core first.</summary>
    public static IReadOnlyList<ApiResource> All { get; } =
    [
        new("", "namespaces", "Namespace", false, "ns", Subresources: "status finalize"),
        new("", "nodes", "Node", false, "no", Subresources: "status"),
        new("", "pods", "Pod", true, "po", true, "status binding eviction log"),
        new("", "services", "Service", true, "svc", true, "status"),
        new("", "configmaps", "ConfigMap", true, "cm"),
        new("", "secrets", "Secret", true),
        new("", "serviceaccounts", "ServiceAccount", true, "sa"),
        new("", "events", "Event", true, "ev"),
        new("", "persistentvolumeclaims", "PersistentVolumeClaim", true, "pvc", Subresources: "status"),
        new("", "persistentvolumes", "PersistentVolume", false, "pv", Subresources: "status"),
        new("", "replicationcontrollers", "ReplicationController", true, "rc", true, "status scale"),
        new("", "resourcequotas", "ResourceQuota", true, "quota", Subresources: "status"),
        new("apps", "deployments", "Deployment", true, "deploy", true, "status scale"),
        new("apps", "replicasets", "ReplicaSet", true, "rs", true, "status scale"),
        new("apps", "statefulsets", "StatefulSet", true, "sts", true, "status scale"),
        new("apps", "daemonsets", "DaemonSet", true, "ds", true, "status"),
        new("batch", "jobs", "Job", true, "", true, "status"),
        new("policy", "poddisruptionbudgets", "PodDisruptionBudget", true, "pdb", Subresources: "status"),
        new("scheduling.k8s.io", "priorityclasses", "PriorityClass", false, "pc"),
        new("coordination.k8s.io", "leases", "Lease", true),
        new("events.k8s.io", "events", "Event", true, "ev"),
    ];

    /// <summary>The groups but for the core.</summary>
    public static IEnumerable<string> Groups => All.Select(resource => resource.Group).Where(group => group.Length > 0).Distinct().Append("authorization.k8s.io");

    /// <summary>The resource of a path; null when there is none.</summary>
    public static ApiResource? Find(string group, string plural) => All.FirstOrDefault(resource => resource.Group == group && resource.Plural == plural);

    /// <summary>The resource of a kind; null when there is none.</summary>
    public static ApiResource? OfKind(string kind) => All.FirstOrDefault(resource => resource.Kind == kind);
}
