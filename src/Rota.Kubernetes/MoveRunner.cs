using System.Text.Json.Nodes;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Moves;

namespace Rota.Kubernetes;

/// <summary>
/// Carries out a journal step by step: evictions with the pod's uid as precondition, 429 waited out, each replacement bound to the node that was planned for it. When a pod is not
/// as it was, it stops: what is left is planned anew from what is there.
/// </summary>
internal sealed class MoveRunner(ClusterCache cache, PodCalls calls, KubeSchedulerOptions options, KubeMetrics metrics, TimeProvider time, Action<string, ClusterPod, string> record)
{
    /// <summary>Runs a journal.</summary>
    /// <returns>Why it stopped early; null when every step was done.</returns>
    public async Task<string?> Run(PodProblem problem, MoveJournal journal, CancellationToken cancellation)
    {
        var known = cache.Pods.Select(pod => pod["metadata"]!["uid"]!.ToString()).ToHashSet();
        foreach (var step in journal.Steps)
        {
            var (pod, node) = (problem.Pods[step.Pod], problem.Nodes[step.Node].Name);
            var fault = step.Action == MoveAction.Evict ? await Evict(pod, node, cancellation) : await Bind(pod, node, known, cancellation);
            if (fault is not null) return fault;
        }
        return null;
    }

    private async Task<string?> Evict(ClusterPod pod, string node, CancellationToken cancellation)
    {
        record("evict", pod, node);
        if (options.Shadow) return null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await calls.Evict(pod, cancellation);
                metrics.Count("evicted");
                await calls.Event(pod, "Normal", "Evicted", "Rebalancing", $"moved away from {node} by plan", cancellation);
                return null;
            }
            catch (KubeException gone) when (gone.Code == 404)
            {
                // Evicted by an attempt whose answer was lost, or gone by itself.
                return null;
            }
            catch (KubeException refused) when (refused.IsPassing && attempt < options.EvictionTries)
            {
                if (refused.IsBudget) metrics.Count("evictions_refused");
                await Task.Delay(refused.IsBudget ? options.EvictionRetry : options.EvictionRetry / 10, time, cancellation);
            }
            catch (KubeException refused)
            {
                return $"{pod.FullName} was not evicted: {refused.Message}";
            }
        }
    }

    private async Task<string?> Bind(ClusterPod pod, string node, HashSet<string> known, CancellationToken cancellation)
    {
        record("bind", pod, node);
        if (options.Shadow) return null;
        var (space, name, uid) = (pod.Namespace, pod.Name, pod.Uid);
        if (pod.Node >= 0)
        {
            if (await Replacement(pod, known, cancellation) is not { } replacement) return $"no replacement of {pod.FullName} came within {options.ReplacementTime.TotalSeconds} s";
            (name, uid) = (replacement["metadata"]!["name"]!.ToString(), replacement["metadata"]!["uid"]!.ToString());
            known.Add(uid);
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                cache.Assume(uid, node);
                await calls.Bind(space, name, uid, node, cancellation);
                metrics.Count("bound");
                return null;
            }
            catch (KubeException refused) when (refused.IsPassing && attempt < options.EvictionTries)
            {
                await Task.Delay(options.EvictionRetry / 10, time, cancellation);
            }
            catch (KubeException refused)
            {
                // Bound already: an attempt whose answer was lost.
                if (refused.Code == 409 && attempt > 1) return null;
                cache.Forget(uid);
                metrics.Count(refused.Code == 409 ? "bind_conflicts" : "bind_errors");
                return $"{space}/{name} was not bound to {node}: {refused.Message}";
            }
        }
    }

    /// <summary>A pending pod of the same owner that was not there when the plan was made.</summary>
    private async Task<JsonObject?> Replacement(ClusterPod pod, HashSet<string> known, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.ReplacementTime);
        while (true)
        {
            var next = cache.NextChange;
            foreach (var candidate in cache.Pods)
            {
                if (candidate["metadata"]!["namespace"]?.ToString() != pod.Namespace || known.Contains(candidate["metadata"]!["uid"]!.ToString())) continue;
                if (!string.IsNullOrEmpty(candidate["spec"]!["nodeName"]?.ToString())) continue;
                if ((candidate["metadata"]!["ownerReferences"] as JsonArray ?? []).Any(owner => owner?["controller"]?.ToString() == "true" && $"{owner["kind"]} {owner["name"]}" == pod.Owner)) return candidate;
            }
            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
    }
}
