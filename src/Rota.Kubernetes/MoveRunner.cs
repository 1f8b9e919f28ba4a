using System.Text.Json.Nodes;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Moves;
using Rota.Formats;

namespace Rota.Kubernetes;

/// <summary>
/// Carries out a plan step by step: evictions with the pod's uid as precondition, 429 waited out, each replacement bound to the node that was planned for it. When a pod is not
/// as it was, it stops: what is left is planned anew from what is there. With a log it goes on where the last one was killed.
/// </summary>
internal sealed class MoveRunner(ClusterCache cache, PodCalls calls, KubeSchedulerOptions options, KubeMetrics metrics, TimeProvider time, Action<string, ClusterPod, string> record, MoveLedger ledger)
{
    /// <summary>Runs a plan.</summary>
    /// <returns>Why it stopped early; null when every step was done.</returns>
    public async Task<string?> Run(PlannedStep[] steps, CancellationToken cancellation)
    {
        var known = cache.Pods.Select(Uid).ToHashSet();
        var log = options.Shadow ? null : options.Log;
        log?.Begin(steps, known);
        return await Run(steps, known, log, cancellation);
    }

    /// <summary>Goes on with the plan of a log that was not ended: each step left is compared with the cluster first.</summary>
    /// <returns>Why it stopped early; null when every step was done.</returns>
    public async Task<string?> Resume(PlanLog log, CancellationToken cancellation)
    {
        var steps = log.Unfinished!;
        for (var i = 0; i < steps.Length; i++)
        {
            if (log.States[i] == StepState.Done) continue;
            if (Stale(steps, log, i) is { } why)
            {
                log.End(why);
                return why;
            }
        }
        return await Run(steps, log.Known, log, cancellation);
    }

    private async Task<string?> Run(PlannedStep[] steps, HashSet<string> known, PlanLog? log, CancellationToken cancellation)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (log?.States[i] == StepState.Done) continue;
            var fault = steps[i].Action == MoveAction.Evict ? await Evict(steps[i], i, log, cancellation) : await Bind(steps[i], i, known, log, cancellation);
            if (fault is not null)
            {
                log?.End(fault);
                return fault;
            }
            log?.Mark(i, StepState.Done);
        }
        log?.End(null);
        return null;
    }

    /// <summary>Why a step that was planned before a crash must not be done any more; null when it may. What a step begun has done is seen in the cluster and marked.</summary>
    private string? Stale(PlannedStep[] steps, PlanLog log, int number)
    {
        var step = steps[number];
        var there = cache.Pods.FirstOrDefault(pod => Uid(pod) == step.Pod.Uid);
        var node = there?["spec"]?["nodeName"]?.ToString() ?? "";
        if (step.Action == MoveAction.Evict)
        {
            if (there is not null && node == step.Node) return null;
            if (log.States[number] == StepState.Open) return $"{step.Pod.FullName} is {(there is null ? "gone" : "on " + node)}, the plan expected it on {step.Node}";
            log.Mark(number, StepState.Done);
            return null;
        }
        if (step.Replaces)
        {
            if (log.Replacements[number] is not { } chosen || cache.Pods.FirstOrDefault(pod => Uid(pod) == chosen) is not { } replacement) return null;
            var where = replacement["spec"]?["nodeName"]?.ToString() ?? "";
            if (where == step.Node) log.Mark(number, StepState.Done);
            return where.Length == 0 || where == step.Node ? null : $"the replacement of {step.Pod.FullName} is on {where}, the plan expected {step.Node}";
        }
        if (there is null) return $"{step.Pod.FullName} is gone, the plan expected it pending";
        if (node == step.Node) log.Mark(number, StepState.Done);
        return node.Length == 0 || node == step.Node ? null : $"{step.Pod.FullName} is on {node}, the plan expected it pending";
    }

    private async Task<string?> Evict(PlannedStep step, int number, PlanLog? log, CancellationToken cancellation)
    {
        var (pod, node) = (step.Pod, step.Node);
        record("evict", pod, node);
        if (options.Shadow) return null;
        log?.Mark(number, StepState.Begun);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await calls.Evict(pod, cancellation);
                metrics.Count("evicted");
                ledger.Add(MoveLimits.OwnerOf(pod));
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

    private async Task<string?> Bind(PlannedStep step, int number, HashSet<string> known, PlanLog? log, CancellationToken cancellation)
    {
        var (pod, node) = (step.Pod, step.Node);
        record("bind", pod, node);
        if (options.Shadow) return null;
        var (space, name, uid) = (pod.Namespace, pod.Name, pod.Uid);
        if (step.Replaces)
        {
            if (await Replacement(pod, log?.Replacements[number], known, cancellation) is not { } replacement) return $"no replacement of {pod.FullName} came within {options.ReplacementTime.TotalSeconds} s";
            (name, uid) = (replacement["metadata"]!["name"]!.ToString(), Uid(replacement));
            known.Add(uid);
        }
        if (await Room(uid, node, cancellation) is { } full) return full;
        log?.Mark(number, StepState.Begun, step.Replaces ? uid : null);
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

    /// <summary>Waits for room: who was evicted may still be ending, and others may have filled the node since, in which case the kubelet would reject the pod.</summary>
    /// <returns>Why there is none in time; null when there is, or nobody can say.</returns>
    private async Task<string?> Room(string uid, string node, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ReplacementTime, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        while (true)
        {
            var next = cache.NextChange;
            PodProblem problem;
            try
            {
                problem = cache.Snapshot();
            }
            catch (InputException)
            {
                return null;
            }
            var (pod, number) = (problem.Pods.FirstOrDefault(one => one.Uid == uid), problem.Nodes.FirstOrDefault(one => one.Name == node));
            if (pod is null || number is null || pod.Node >= 0 || new ClusterState(problem).HasRoom(problem.Pods.IndexOf(pod), problem.Nodes.IndexOf(number))) return null;
            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return $"{node} has no room for {pod.FullName} any more";
            }
        }
    }

    /// <summary>A pending pod of the same owner that was not there when the plan was made.</summary>
    private async Task<JsonObject?> Replacement(ClusterPod pod, string? chosen, HashSet<string> known, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ReplacementTime, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        while (true)
        {
            var next = cache.NextChange;
            foreach (var candidate in cache.Pods)
            {
                if (Uid(candidate) == chosen) return candidate;
                if (candidate["metadata"]!["namespace"]?.ToString() != pod.Namespace || known.Contains(Uid(candidate))) continue;
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

    private static string Uid(JsonObject pod) => pod["metadata"]!["uid"]!.ToString();
}
