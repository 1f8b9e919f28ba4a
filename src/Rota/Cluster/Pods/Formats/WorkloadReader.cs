using System.Collections.Immutable;
using System.Globalization;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs and ReplicationControllers: the replicas that are not there yet.</summary>
internal static class WorkloadReader
{
    private const int MostReplicas = 100_000;

    /// <summary>What every pod of a DaemonSet tolerates.</summary>
    private static readonly Toleration[] OfDaemons =
    [
        new("node.kubernetes.io/not-ready", null, TaintEffect.NoExecute), new("node.kubernetes.io/unreachable", null, TaintEffect.NoExecute), new("node.kubernetes.io/disk-pressure", null, TaintEffect.NoSchedule),
        new("node.kubernetes.io/memory-pressure", null, TaintEffect.NoSchedule), new("node.kubernetes.io/pid-pressure", null, TaintEffect.NoSchedule), new("node.kubernetes.io/unschedulable", null, TaintEffect.NoSchedule),
    ];

    /// <summary>Adds the replicas of a workload beyond those that are there.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="objects">All objects.</param>
    /// <param name="pods">Gets the replicas.</param>
    /// <param name="there">How many of <paramref name="pods"/> are real pods.</param>
    /// <param name="classes">Priorities.</param>
    /// <param name="options">How to read.</param>
    public static void Expand(ClusterObject workload, List<ClusterObject> objects, List<ReadPod> pods, int there, PriorityClasses classes, ClusterReadOptions options)
    {
        var spec = workload.Value.Get("spec");
        var template = spec.Get("template");
        var labels = template.Find("metadata", "labels")?.AsLabels() ?? ImmutableDictionary<string, string>.Empty;
        var podSpec = template.Get("spec");
        var read = PodTemplate.Read(podSpec, workload.Space, labels, options.SchedulerName);
        var (priority, never) = classes.Of(podSpec);
        var selector = Selector(workload, spec, labels);
        Restart(workload, podSpec);
        var wanted = Wanted(workload, spec);
        // A ReplicaSet of a Deployment that stands here is counted there.
        if (workload.Controller is { } above && objects.Exists(other => other.Kind == above.Kind && other.NameText == above.Name && other.Space == workload.Space)) return;
        if (workload.Kind == "DaemonSet")
        {
            foreach (var node in objects.Where(value => value.Kind == "Node"))
                if (!pods.Take(there).Any(pod => pod.Pod.Owner == $"DaemonSet {workload.NameText}" && pod.NodeName?.Scalar == node.NameText))
                    Add($"{workload.NameText}-{node.NameText}", read.Rules with { OnlyNodes = [node.NameText], Tolerations = [.. read.Rules.Tolerations, .. OfDaemons] });
            return;
        }
        var present = selector is null ? 0 : pods.Take(there).Count(pod => pod.Pod.Namespace == workload.Space && selector.Matches(pod.Pod.Labels));
        for (var i = present; i < wanted; i++) Add($"{workload.NameText}-{i.ToString(CultureInfo.InvariantCulture)}", read.Rules);

        void Add(string name, PodRules rules) => pods.Add(new(
            new($"{workload.Space}/{workload.Kind}/{name}", workload.Space, name, [])
            {
                Priority = priority,
                NeverPreempts = never,
                Waiting = read.Waiting,
                Labels = labels,
                Rules = rules,
                Owner = $"{workload.Kind} {workload.NameText}",
            },
            null, read.Request, workload.Metadata));
    }

    private static LabelSelector? Selector(ClusterObject workload, KubeValue spec, ImmutableDictionary<string, string> labels)
    {
        var choosy = workload.Kind is not ("Job" or "ReplicationController");
        if (spec.Find("selector") is not { } given)
            return choosy && workload.Value.Find("apiVersion")?.Scalar == "apps/v1" ? throw spec.Error("has no 'selector', expected one that the labels of its template match") : null;
        var selector = workload.Kind == "ReplicationController" ? new LabelSelector([.. given.AsLabels().Select(pair => new LabelRequirement(pair.Key, LabelOperator.In, [pair.Value]))]) : KubeSelectors.Labels(given);
        if (choosy && selector.Requirements.IsEmpty) throw given.Error("selects everything, expected labels of its template");
        return selector.Matches(labels) ? selector : throw given.Error($"selects {selector}, which the labels of its own template do not match");
    }

    private static void Restart(ClusterObject workload, KubeValue podSpec)
    {
        if (podSpec.Find("restartPolicy") is not { } policy || (policy.Scalar == "Always") != (workload.Kind == "Job")) return;
        throw policy.Error($"read '{policy.Scalar}', expected {(workload.Kind == "Job" ? "OnFailure or Never" : "Always")} in a {workload.Kind}");
    }

    /// <summary>How many replicas are wanted at once; of a job, none that is over or suspended wants any.</summary>
    private static int Wanted(ClusterObject workload, KubeValue spec)
    {
        var wanted = (int)(spec.Find(workload.Kind == "Job" ? "parallelism" : "replicas")?.AsInteger("a number of replicas", 0, MostReplicas) ?? 1);
        if (workload.Metadata.Find("deletionTimestamp") is not null) return 0;
        if (workload.Kind != "Job") return wanted;
        var status = workload.Value.Find("status");
        var over = status?.Each("conditions").Exists(condition => condition.Find("type")?.Scalar is "Complete" or "Failed" && condition.Find("status")?.Scalar == "True") == true;
        if (over || spec.Find("suspend")?.AsFlag() == true) return 0;
        if (spec.Find("completions") is not { } completions) return wanted;
        var done = status?.Find("succeeded")?.AsInteger("a number of pods", 0, int.MaxValue) ?? 0;
        return (int)Math.Clamp(completions.AsInteger("a number of pods", 0, MostReplicas) - done, 0, wanted);
    }
}
