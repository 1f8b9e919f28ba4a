using System.Collections.Immutable;
using System.Globalization;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Pods of Kubernetes objects: those that are there, and the replicas of workloads that are not there yet.</summary>
internal static class PodReader
{
    private const int MostReplicas = 100_000;

    private static readonly (string Name, string Value)[] StayPut =
    [
        ("cluster-autoscaler.kubernetes.io/safe-to-evict", "false"),
        ("karpenter.sh/do-not-disrupt", "true"),
        ("descheduler.alpha.kubernetes.io/prevent-eviction", "true"),
    ];

    public static List<ReadPod> Pods(List<ClusterObject> objects, PriorityClasses classes, ClusterReadOptions options, List<string> notes)
    {
        var pods = new List<ReadPod>();
        var finished = 0;
        foreach (var pod in objects.Where(value => value.Kind == "Pod"))
        {
            if (pod.Value.Find("status", "phase")?.AsText("a phase") is "Succeeded" or "Failed") finished++;
            else pods.Add(Pod(pod, classes, options));
        }
        if (finished > 0) notes.Add($"{finished} finished pods count for nothing");
        var there = pods.Count;
        foreach (var workload in objects.Where(value => value.IsWorkload)) Expand(workload, objects, pods, there, classes, options);
        return pods;
    }

    private static ReadPod Pod(ClusterObject pod, PriorityClasses classes, ClusterReadOptions options)
    {
        var spec = pod.Value.Get("spec");
        var template = PodTemplate.Read(spec, pod.Space, pod.Labels, options.SchedulerName);
        var controller = pod.Controller;
        var annotations = pod.Metadata.Find("annotations")?.AsLabels() ?? [];
        var held = pod.Metadata.Find("deletionTimestamp") is not null ? "it is being deleted"
            : annotations.ContainsKey("kubernetes.io/config.mirror") || controller?.Kind == "Node" ? "it is a static pod"
            : controller?.Kind == "DaemonSet" ? "it belongs to a DaemonSet"
            : StayPut.FirstOrDefault(mark => annotations.GetValueOrDefault(mark.Name) == mark.Value) is { Name: { } name } mark ? $"its annotation {name} is \"{mark.Value}\""
            : controller is null ? "nothing would re-create it (no controller)"
            : pod.Space == "kube-system" && !options.MovesSystemPods ? "it is in kube-system"
            : annotations.GetValueOrDefault("cluster-autoscaler.kubernetes.io/safe-to-evict") == "true" && template.Held?.StartsWith("it has a local", StringComparison.Ordinal) == true ? null
            : template.Held;
        var (priority, never) = classes.Of(spec);
        var (gpus, milli) = SharedGpus(annotations, pod.Metadata);
        return new(
            new(pod.Metadata.Find("uid")?.AsText("a uid") ?? $"{pod.Space}/{pod.NameText}", pod.Space, pod.NameText, [])
            {
                Priority = priority,
                NeverPreempts = never,
                Held = held,
                Waiting = pod.Metadata.Find("deletionTimestamp") is not null ? "it is being deleted" : template.Waiting,
                Labels = pod.Labels,
                Rules = template.Rules,
                Owner = controller is { } owner ? $"{owner.Kind} {owner.Name}" : "",
                Started = pod.Value.Find("status", "startTime") is { } time ? Time(time) : 0,
                Gpus = gpus,
                GpuMilli = milli,
            },
            spec.Find("nodeName") is { Scalar: not "" } node ? node : null, template.Request, pod.Metadata);
    }

    /// <summary>The replicas of a workload beyond those that are there.</summary>
    private static void Expand(ClusterObject workload, List<ClusterObject> objects, List<ReadPod> pods, int there, PriorityClasses classes, ClusterReadOptions options)
    {
        // A ReplicaSet of a Deployment that stands here is counted there.
        if (workload.Controller is { } above && objects.Exists(other => other.Kind == above.Kind && other.NameText == above.Name && other.Space == workload.Space)) return;
        var spec = workload.Value.Get("spec");
        var template = spec.Get("template");
        var labels = template.Find("metadata", "labels")?.AsLabels() ?? ImmutableDictionary<string, string>.Empty;
        var podSpec = template.Get("spec");
        var read = PodTemplate.Read(podSpec, workload.Space, labels, options.SchedulerName);
        var (priority, never) = classes.Of(podSpec);
        var selector = spec.Find("selector") is not { } given ? null
            : workload.Kind == "ReplicationController" ? new LabelSelector([.. given.AsLabels().Select(pair => new LabelRequirement(pair.Key, LabelOperator.In, [pair.Value]))]) : KubeSelectors.Labels(given);
        if (selector is not null && labels.Count > 0 && !selector.Matches(labels)) throw spec.Get("selector").Error($"selects {selector}, which the labels of its own template do not match");
        var present = selector is null ? 0 : pods.Take(there).Count(pod => pod.Pod.Namespace == workload.Space && selector.Matches(pod.Pod.Labels));
        if (workload.Kind == "DaemonSet")
        {
            foreach (var node in objects.Where(value => value.Kind == "Node"))
                if (!pods.Take(there).Any(pod => pod.Pod.Owner == $"DaemonSet {workload.NameText}" && pod.NodeName?.Scalar == node.NameText))
                    Add($"{workload.NameText}-{node.NameText}", read.Rules with { OnlyNodes = [node.NameText] });
            return;
        }
        var wanted = (int)(spec.Find(workload.Kind == "Job" ? "parallelism" : "replicas")?.AsInteger("a number of replicas", 0, MostReplicas) ?? 1);
        if (workload.Kind == "Job" && spec.Find("completions") is { } completions) wanted = Math.Min(wanted, (int)completions.AsInteger("a number of pods", 0, MostReplicas));
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

    private static (int Gpus, int Milli) SharedGpus(ImmutableDictionary<string, string> annotations, KubeValue metadata)
    {
        if (!annotations.TryGetValue("alibabacloud.com/gpu-milli", out var text)) return (0, 0);
        var count = annotations.GetValueOrDefault("alibabacloud.com/gpu-count", "1");
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milli) && milli is >= 1 and <= 1000
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var gpus) && gpus is >= 1 and <= 64 && (gpus == 1 || milli == 1000)) return (gpus, milli);
        throw metadata.Error($"shares {count} GPUs at {text} thousandths, expected one GPU at 1 to 1000, or several at 1000");
    }

    private static long Time(KubeValue value) =>
        DateTimeOffset.TryParse(value.AsText("a time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : throw value.Error($"read '{value.AsText("a time")}', expected a time such as 2026-01-31T08:00:00Z");
}
