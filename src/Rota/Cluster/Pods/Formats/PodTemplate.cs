namespace Rota.Cluster.Pods.Formats;

/// <summary>What a pod spec says: the effective request, where it may go, and why it must not be moved.</summary>
internal sealed class PodTemplate
{
    private static readonly string[] Pinned = ["hostPath", "emptyDir"];

    public required ResourceAmounts Request { get; init; }

    public required PodRules Rules { get; init; }

    public required string? Held { get; init; }

    public required string? Waiting { get; init; }

    /// <summary>Reads a pod's or template's metadata and spec.</summary>
    /// <exception cref="Rota.Formats.InputException">A field breaks a rule; the fault names its path.</exception>
    public static PodTemplate Read(KubeValue spec, string space, IReadOnlyDictionary<string, string> labels, string? scheduler)
    {
        Names(spec);
        var unmodelled = Unmodelled(spec);
        return new()
        {
            Request = Effective(spec),
            Rules = new()
            {
                NodeSelector = new([.. (spec.Find("nodeSelector")?.AsLabels() ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new LabelRequirement(pair.Key, LabelOperator.In, [pair.Value]))]),
                NodeAffinity = KubeSelectors.NodeAffinity(spec.Find("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")),
                Tolerations = [.. spec.Each("tolerations").Select(KubeSelectors.Toleration)],
                Spread = [.. spec.Each("topologySpreadConstraints").Select(value => KubeSelectors.Spread(value, labels)).OfType<SpreadRule>()],
                Apart = [.. Terms(spec, "podAntiAffinity").Select(value => KubeSelectors.Apart(value, space))],
            },
            Held = unmodelled ?? LocalVolume(spec) ?? SystemClass(spec),
            Waiting = spec.Each("schedulingGates") is { Count: > 0 } gates ? $"it waits at the gate {gates[0].Get("name").AsText("a name")}"
                : spec.Find("schedulerName")?.AsText("a name") is { } name && name != (scheduler ?? "default-scheduler") && name != "default-scheduler" ? $"it belongs to scheduler {name}"
                : unmodelled,
        };
    }

    /// <summary>max(containers + sidecars, peaks of init containers) + overhead, resource by resource.</summary>
    private static ResourceAmounts Effective(KubeValue spec)
    {
        if (spec.Find("resources") is { } whole && Requests(whole) is var own && own.Names.Any()) return Overhead(spec, own);
        var (sum, sidecars, peak) = (new ResourceAmounts(), new ResourceAmounts(), new ResourceAmounts());
        foreach (var container in spec.Each("initContainers"))
        {
            var request = Requests(container.Find("resources"));
            // A sidecar runs on; the init containers after it run beside it.
            if (container.Find("restartPolicy")?.AsText("a policy") == "Always") peak.Raise(sidecars.Add(request));
            else peak.Raise(sidecars.Copy().Add(request));
        }
        var containers = spec.Get("containers");
        if (containers.Elements is not { Count: > 0 } list) throw containers.Error("expected a list of at least one container");
        foreach (var container in list) sum.Add(Requests(container.Find("resources")));
        return Overhead(spec, sum.Add(sidecars).Raise(peak));
    }

    private static ResourceAmounts Overhead(KubeValue spec, ResourceAmounts request) => request.Add(ResourceAmounts.Read(spec.Find("overhead")));

    /// <summary>A limit counts as request where there is none.</summary>
    private static ResourceAmounts Requests(KubeValue? resources)
    {
        var (requests, limits) = (ResourceAmounts.Read(resources?.Find("requests")), ResourceAmounts.Read(resources?.Find("limits")));
        foreach (var name in limits.Names.ToArray())
        {
            if (!requests.Has(name)) requests[name] = limits[name];
            else if (requests[name] > limits[name])
                throw resources!.Get("requests").Get(name).Error($"asks for {ResourceNames.Amount(name, requests[name])}, more than its limit of {ResourceNames.Amount(name, limits[name])}");
            else if (requests[name] < limits[name] && name.Contains('/', StringComparison.Ordinal))
                throw resources!.Get("limits").Get(name).Error($"is limited to {limits[name]} and asks for {requests[name]}, expected both alike: {name} is not shared");
        }
        return requests;
    }

    /// <summary>Names that must be there, and once: of containers, volumes and what mounts them; spread constraints by label.</summary>
    private static void Names(KubeValue spec)
    {
        var (containers, volumes, spread) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        foreach (var volume in spec.Each("volumes"))
            if (volume.Get("name") is var name && !volumes.Add(name.AsText("a name"))) throw name.Error($"volume '{name.Scalar}' comes twice, expected a name for each");
        foreach (var container in spec.Each("initContainers").Concat(spec.Each("containers")))
        {
            if (container.Get("name") is var name && !containers.Add(name.AsText("a name"))) throw name.Error($"container '{name.Scalar}' comes twice, expected a name for each");
            foreach (var mount in container.Each("volumeMounts"))
                if (mount.Get("name") is var of && !volumes.Contains(of.AsText("a name")))
                    throw of.Error($"read '{of.Scalar}', expected one of the pod's {volumes.Count} volumes{Rota.Formats.Nearest.Hint(of.Scalar!, volumes)}");
        }
        foreach (var constraint in spec.Each("topologySpreadConstraints"))
            if (!spread.Add(constraint.Get("topologyKey").Scalar + " " + constraint.Get("whenUnsatisfiable").Scalar)) throw constraint.Error("comes twice: one constraint for each topologyKey and whenUnsatisfiable");
    }

    private static List<KubeValue> Terms(KubeValue spec, string kind) => spec.Find("affinity", kind)?.Each("requiredDuringSchedulingIgnoredDuringExecution") ?? [];

    private static string? Unmodelled(KubeValue spec) =>
        Terms(spec, "podAffinity").Count > 0 ? "its required pod affinity is left to the cluster's own scheduler"
        : spec.Each("containers").Exists(container => container.Each("ports").Exists(port => port.Find("hostPort") is { Scalar: not "0" })) ? "its host ports are left to the cluster's own scheduler"
        : spec.Each("volumes").Exists(volume => volume.Find("persistentVolumeClaim") is not null || volume.Find("ephemeral") is not null) ? "its volume claims are left to the cluster's own scheduler"
        : spec.Each("resourceClaims").Count > 0 ? "its resource claims are left to the cluster's own scheduler"
        : Terms(spec, "podAntiAffinity").Exists(term => term.Find("namespaceSelector") is { Properties.Count: > 0 }) ? "its anti-affinity selects namespaces by label, which is left to the cluster's own scheduler"
        : null;

    private static string? LocalVolume(KubeValue spec)
    {
        foreach (var volume in spec.Each("volumes"))
            foreach (var kind in Pinned)
                if (volume.Find(kind) is not null) return $"it has a local volume ({kind})";
        return null;
    }

    private static string? SystemClass(KubeValue spec) =>
        spec.Find("priorityClassName")?.AsText("a name") is { } name && name.StartsWith("system-", StringComparison.Ordinal) ? $"its priority class is {name}" : null;
}
