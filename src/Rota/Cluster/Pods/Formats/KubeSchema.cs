using Rota.Formats;
using static Rota.Cluster.Pods.Formats.KubeChecks;

namespace Rota.Cluster.Pods.Formats;

/// <summary>
/// The fields of the kinds that are read and what they may hold, to every depth that matters to scheduling or that people write by hand. What values mean together is checked where
/// they are read.
/// </summary>
internal static class KubeSchema
{
    private static readonly string[] Compute = [ResourceNames.Cpu, ResourceNames.Memory, "ephemeral-storage"];
    private static readonly string[] OfNodes = [.. Compute, ResourceNames.Pods, "storage"];

    private static readonly KubeCheck Metadata = Fields(
        ("name", Subdomain), ("generateName", Prefix), ("namespace", Label), ("uid", Text), ("labels", Labels), ("annotations", Texts), ("resourceVersion", Text), ("generation", Anything),
        ("creationTimestamp", Text), ("deletionTimestamp", Text), ("deletionGracePeriodSeconds", Whole("seconds")), ("finalizers", List(Text)), ("managedFields", Anything), ("selfLink", Text), ("clusterName", Text),
        ("ownerReferences", List(Some(("apiVersion", Text), ("kind", Text), ("name", Text), ("uid", Text), ("controller", Flag), ("blockOwnerDeletion", Flag)))));

    private static readonly KubeCheck Expression = Fields(("key", Key), ("operator", Text), ("values", List(LabelValue)));

    private static readonly KubeCheck Selector = Fields(("matchLabels", Labels), ("matchExpressions", List(Expression)));

    private static readonly KubeCheck Term = Fields(("matchExpressions", List(Expression)), ("matchFields", List(Fields(("key", Text), ("operator", Text), ("values", List(Text))))));

    private static readonly KubeCheck Neighbour = Fields(
        ("labelSelector", Selector), ("topologyKey", Key), ("namespaces", List(Label)), ("namespaceSelector", Selector), ("matchLabelKeys", List(Key)), ("mismatchLabelKeys", List(Key)));

    private static readonly KubeCheck Weight = Whole("a weight", 1, 100);

    private static readonly KubeCheck Neighbours = Fields(
        ("requiredDuringSchedulingIgnoredDuringExecution", List(Neighbour.Then(term => term.Get("topologyKey")))),
        ("preferredDuringSchedulingIgnoredDuringExecution", List(Fields(("weight", Weight), ("podAffinityTerm", Neighbour.Then(term => KubeSelectors.Apart(term, "")))).Then(term => term.Expect("weight", "podAffinityTerm")))));

    private static readonly KubeCheck Affinity = Fields(
        ("nodeAffinity", Fields(
            ("requiredDuringSchedulingIgnoredDuringExecution", Fields(("nodeSelectorTerms", List(Term)))),
            ("preferredDuringSchedulingIgnoredDuringExecution", List(Fields(("weight", Weight), ("preference", Term.Then(KubeSelectors.Check))).Then(term => term.Expect("weight", "preference")))))),
        ("podAffinity", Neighbours), ("podAntiAffinity", Neighbours));

    private static readonly KubeCheck Spread = Fields(
        ("maxSkew", Whole("a skew", 1)), ("topologyKey", Key), ("whenUnsatisfiable", Text), ("labelSelector", Selector), ("minDomains", Whole("a number of domains", 1)), ("matchLabelKeys", List(Key)),
        ("nodeAffinityPolicy", OneOf("Honor", "Ignore")), ("nodeTaintsPolicy", OneOf("Honor", "Ignore")));

    private static readonly KubeCheck Toleration = Fields(("key", KeyOrAll), ("operator", Text), ("value", LabelValue), ("effect", Text), ("tolerationSeconds", Whole("seconds", long.MinValue, long.MaxValue)));

    private static readonly KubeCheck Amounts = Quantities(name => Resource(name, Compute));

    private static readonly KubeCheck Resources = Fields(("requests", Amounts), ("limits", Amounts), ("claims", List(Some(("name", Label)))));

    private static readonly KubeCheck Handler = Fields(
        ("exec", Fields(("command", List(Text)))), ("tcpSocket", Fields(("port", Port), ("host", Text))), ("grpc", Fields(("port", Whole("a port", 1, 65535)), ("service", Text))),
        ("httpGet", Fields(("path", Text), ("port", Port), ("host", Text), ("scheme", OneOf("HTTP", "HTTPS")), ("httpHeaders", Anything))),
        ("initialDelaySeconds", Whole("seconds")), ("timeoutSeconds", Whole("seconds")), ("periodSeconds", Whole("seconds")), ("successThreshold", Whole("a number of checks")),
        ("failureThreshold", Whole("a number of checks")), ("terminationGracePeriodSeconds", Whole("seconds")));

    private static readonly KubeCheck Container = Fields(
        ("name", Label), ("image", Text), ("command", List(Text)), ("args", List(Text)), ("workingDir", Text), ("resources", Resources), ("restartPolicy", OneOf("Always", "OnFailure", "Never")),
        ("ports", List(Fields(("containerPort", Whole("a port", 1, 65535)), ("hostPort", Whole("a port", 0, 65535)), ("protocol", OneOf("TCP", "UDP", "SCTP")), ("name", PortName), ("hostIP", Text)).Then(port => port.Get("containerPort")))),
        ("env", List(Fields(("name", Text), ("value", Text), ("valueFrom", Anything)).Then(entry => entry.Get("name")))), ("envFrom", List(Anything)),
        ("volumeMounts", List(Some(("name", Label), ("mountPath", Text), ("readOnly", Flag)))), ("volumeDevices", List(Anything)),
        ("livenessProbe", Handler), ("readinessProbe", Handler), ("startupProbe", Handler), ("lifecycle", Anything), ("resizePolicy", List(Anything)), ("restartPolicyRules", List(Anything)),
        ("imagePullPolicy", OneOf("Always", "IfNotPresent", "Never")), ("securityContext", Some()), ("stdin", Flag), ("stdinOnce", Flag), ("tty", Flag), ("terminationMessagePath", Text),
        ("terminationMessagePolicy", Text), ("targetContainerName", Text));

    private static readonly KubeCheck PodSpec = Fields(
        ("containers", List(Container)), ("initContainers", List(Container)), ("ephemeralContainers", List(Container)), ("volumes", List(Some(("name", Label)))), ("nodeName", Text), ("nodeSelector", Labels), ("affinity", Affinity),
        ("tolerations", List(Toleration)), ("topologySpreadConstraints", List(Spread)), ("schedulerName", Text), ("schedulingGates", List(Fields(("name", Text)))), ("priorityClassName", Text),
        ("priority", Whole("a priority", int.MinValue)), ("preemptionPolicy", Text), ("overhead", Amounts), ("resources", Resources), ("resourceClaims", List(Some(("name", Label)))), ("restartPolicy", OneOf("Always", "OnFailure", "Never")),
        ("terminationGracePeriodSeconds", Whole("seconds", long.MinValue, long.MaxValue)), ("activeDeadlineSeconds", Whole("seconds", 1, long.MaxValue)), ("dnsPolicy", Text), ("serviceAccountName", Text), ("serviceAccount", Text), ("automountServiceAccountToken", Flag), ("hostNetwork", Flag),
        ("hostPID", Flag), ("hostIPC", Flag), ("hostUsers", Flag), ("shareProcessNamespace", Flag), ("securityContext", Some()), ("imagePullSecrets", List(Anything)), ("hostname", Text), ("subdomain", Text), ("hostAliases", List(Anything)),
        ("dnsConfig", Some()), ("readinessGates", List(Anything)), ("runtimeClassName", Text), ("enableServiceLinks", Flag), ("setHostnameAsFQDN", Flag), ("os", Some()), ("hostnameOverride", Text), ("workloadRef", Some()), ("schedulingGroup", Some()));

    private static readonly KubeCheck Template = Fields(("metadata", Metadata), ("spec", PodSpec));

    private static readonly KubeCheck Update = Some(
        ("type", Text), ("rollingUpdate", Some(("maxSurge", Share), ("maxUnavailable", Share), ("partition", Whole("a number of pods")))));

    private static readonly (string, KubeCheck)[] Usual =
    [
        ("replicas", Whole("a number of replicas")), ("selector", Selector), ("template", Template), ("minReadySeconds", Whole("seconds")), ("revisionHistoryLimit", Whole("a number of revisions")),
    ];

    private static readonly Dictionary<string, KubeCheck> Kinds = new()
    {
        ["Node"] = Kind(
            Fields(("podCIDR", Text), ("podCIDRs", List(Text)), ("providerID", Text), ("unschedulable", Flag), ("taints", List(Fields(("key", Key), ("value", LabelValue), ("effect", Text), ("timeAdded", Text)))), ("configSource", Anything), ("externalID", Text)),
            Some(("allocatable", Quantities(name => Resource(name, OfNodes))), ("capacity", Quantities(name => Resource(name, OfNodes))), ("conditions", List(Some(("type", Text), ("status", OneOf("True", "False", "Unknown"))))))),
        ["Pod"] = Kind(PodSpec, Some(("phase", OneOf("Pending", "Running", "Succeeded", "Failed", "Unknown")), ("startTime", Text), ("conditions", List(Some(("type", Text), ("status", OneOf("True", "False", "Unknown"))))))),
        ["PodDisruptionBudget"] = Kind(
            Fields(("minAvailable", Share), ("maxUnavailable", Share), ("selector", Selector), ("unhealthyPodEvictionPolicy", OneOf("IfHealthyBudget", "AlwaysAllow"))), Some(("disruptionsAllowed", Whole("a number of pods")))),
        ["PriorityClass"] = Fields(
            ("apiVersion", Text), ("kind", Text), ("metadata", Metadata), ("value", Whole("a priority", int.MinValue)), ("globalDefault", Flag), ("description", Text), ("preemptionPolicy", Text)),
        ["ResourceQuota"] = Kind(Fields(("hard", Quantities(_ => null)), ("scopes", List(Text)), ("scopeSelector", Some())), Some()),
        ["Deployment"] = Kind(Fields([.. Usual, ("strategy", Update), ("paused", Flag), ("progressDeadlineSeconds", Whole("seconds"))]), Some()),
        ["ReplicaSet"] = Kind(Fields(Usual), Some()),
        ["StatefulSet"] = Kind(
            Fields([.. Usual, ("serviceName", Text), ("podManagementPolicy", OneOf("OrderedReady", "Parallel")), ("updateStrategy", Update), ("volumeClaimTemplates", List(Anything)), ("persistentVolumeClaimRetentionPolicy", Some()), ("ordinals", Some())]), Some()),
        ["DaemonSet"] = Kind(Fields([.. Usual, ("updateStrategy", Update)]), Some()),
        ["ReplicationController"] = Kind(Fields(("replicas", Whole("a number of replicas")), ("selector", Labels), ("template", Template), ("minReadySeconds", Whole("seconds"))), Some()),
        ["Job"] = Kind(
            Fields(
                ("parallelism", Whole("a number of pods")), ("completions", Whole("a number of pods")), ("activeDeadlineSeconds", Whole("seconds", 0, long.MaxValue)), ("backoffLimit", Whole("a number of tries")), ("backoffLimitPerIndex", Whole("a number of tries")),
                ("maxFailedIndexes", Whole("a number of indexes")), ("podFailurePolicy", Some()), ("successPolicy", Some()), ("selector", Selector), ("manualSelector", Flag), ("template", Template), ("ttlSecondsAfterFinished", Whole("seconds")),
                ("completionMode", OneOf("NonIndexed", "Indexed")), ("suspend", Flag), ("podReplacementPolicy", OneOf("TerminatingOrFailed", "Failed")), ("managedBy", Text)),
            Some(("succeeded", Whole("a number of pods")), ("conditions", List(Some(("type", Text), ("status", OneOf("True", "False", "Unknown"))))))),
    };

    /// <summary>Checks an object of a known kind.</summary>
    /// <exception cref="InputException">A field breaks a rule; the fault names line and path.</exception>
    public static void Check(string kind, KubeValue value, Action<string> unknown) => Kinds[kind](value, unknown);

    /// <summary>Why a resource of this name cannot be; null when it can.</summary>
    private static string? Resource(string name, string[] standard)
    {
        if (standard.Contains(name) || name.StartsWith("hugepages-", StringComparison.Ordinal) || name.StartsWith("attachable-volumes-", StringComparison.Ordinal)) return null;
        return name.Contains('/', StringComparison.Ordinal) && KubeNames.IsKey(name) ? null
            : $"is no resource, expected {string.Join(", ", standard)} or a name with a prefix such as nvidia.com/gpu{Nearest.Hint(name, standard)}";
    }

    private static KubeCheck Kind(KubeCheck spec, KubeCheck status) => Fields(("apiVersion", Text), ("kind", Text), ("metadata", Metadata), ("spec", spec), ("status", status));

    private static void Prefix(KubeValue value, Action<string> unknown)
    {
        Text(value, unknown);
        if (!KubeNames.IsSubdomain(value.Scalar!.TrimEnd('-'))) throw value.Unexpected($"the beginning of a name of lower-case letters, digits, '-' and '.'{KubeNames.Hint(value.Scalar!, dots: true)}");
    }
}
