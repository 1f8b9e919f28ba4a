using System.Collections.Immutable;
using System.Globalization;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Pods of Kubernetes objects: those that are there, and the replicas of workloads that are not there yet.</summary>
internal static class PodReader
{
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
        foreach (var workload in objects.Where(value => value.IsWorkload)) WorkloadReader.Expand(workload, objects, pods, there, classes, options);
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
