using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Explain;
using Rota.Cluster.Pods.Moves;
using Rota.Cluster.Pods.Policies;
using Rota.Cluster.Pods.Solvers;
using Rota.CpSat.Cluster.Pods;
using Rota.Formats;
using Rota.Solving;

namespace Rota.Kubernetes;

/// <summary>
/// A scheduler on a live cluster, beside the cluster's own: places pending pods of its name, says why one fits nowhere, and, when told to, makes room by planned moves. State is the
/// cluster's: killed at any moment, the next one goes on from what is there.
/// </summary>
public sealed class KubeScheduler
{
    private const int MostReasons = 50;

    private readonly KubeSchedulerOptions options;
    private readonly TimeProvider time;
    private readonly PodCalls calls;
    private readonly ConcurrentDictionary<string, string> told = new();
    private readonly HashSet<string> decided = [];
    private readonly Lock writing = new();
    private readonly MoveLedger ledger;
    private string wrong = "";
    private long lastPlan;

    /// <param name="connection">The server.</param>
    /// <param name="options">How it works.</param>
    /// <param name="time">The clock.</param>
    public KubeScheduler(KubeConnection connection, KubeSchedulerOptions? options = null, TimeProvider? time = null)
    {
        (this.options, this.time) = (options ?? new(), time ?? TimeProvider.System);
        Cache = new(connection, this.options.SchedulerName, this.options.WatchSeconds, this.time);
        calls = new(connection, this.options.SchedulerName, Metrics, this.time);
        ledger = new(this.time);
        foreach (var (at, owner) in this.options.Log?.Evictions ?? []) ledger.Add(owner, at);
    }

    /// <summary>What it knows of the cluster.</summary>
    public ClusterCache Cache { get; }

    /// <summary>What it has done.</summary>
    public KubeMetrics Metrics { get; } = new();

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var following = Cache.Run(cancellation);
        try
        {
            await Cache.Synced.WaitAsync(cancellation);
            await Resume(cancellation);
            while (!cancellation.IsCancellationRequested)
            {
                var next = Cache.NextChange;
                if (await Cycle(cancellation) == 0) await Task.WhenAny(next, Task.Delay(options.Idle, time, cancellation));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end.
        }
        await following;
    }

    /// <summary>Looks at the cluster once and does what there is to do.</summary>
    /// <returns>Number of pods bound or evicted.</returns>
    public async Task<int> Cycle(CancellationToken cancellation)
    {
        Metrics.Count("cycles");
        var (lists, ends) = Cache.Traffic;
        Metrics.Set("lists", lists);
        Metrics.Set("watch_ends", ends);
        PodProblem problem;
        try
        {
            problem = Cache.Snapshot();
        }
        catch (InputException fault)
        {
            // Such as a cluster without nodes yet: the next look will do.
            Metrics.Count("snapshots_failed");
            Blind(fault.Message);
            await Task.Delay(options.Idle / 10, time, cancellation);
            return 0;
        }
        wrong = "";
        var pending = Enumerable.Range(0, problem.Pods.Length).Count(p => problem.Pods[p].Node < 0 && !problem.IsFixed(p));
        if (pending == 0) return 0;
        var plan = new GreedyPlacement(new BestFit()).Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.None, cancellation: cancellation)).Answer!;
        var placed = plan.With(problem, PodFate.Placed).OrderBy(p => problem.Rank[p]).Where(p => !options.Shadow || decided.Add(problem.Pods[p].Uid)).ToArray();
        var bound = 0;
        await Parallel.ForEachAsync(placed, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation }, async (p, end) =>
        {
            if (await Bind(problem.Pods[p], problem.Nodes[plan.Nodes[p]].Name, end)) Interlocked.Increment(ref bound);
        });
        if (placed.Length == pending) return bound;
        if (options.Moves && bound == 0 && (lastPlan == 0 || time.GetElapsedTime(lastPlan) >= options.BetweenPlans)) bound += await Rebalance(problem, cancellation);
        if (bound == 0) await Explain(problem, plan, cancellation);
        return bound;
    }

    /// <summary>Makes a plan with moves and carries it out.</summary>
    /// <returns>Number of steps done or begun; 0 when no plan is better than the cluster as it is.</returns>
    public async Task<int> Rebalance(CancellationToken cancellation) => await Rebalance(Cache.Snapshot(), cancellation);

    /// <summary>Goes on with a plan that a process before this one left unfinished in the log, or stops it when the cluster has changed under it.</summary>
    /// <returns>What became of it; null when there is none.</returns>
    public async Task<string?> Resume(CancellationToken cancellation)
    {
        if (options.Shadow || options.Log is not { Unfinished: { } steps } log) return null;
        var left = log.States.Count(state => state != StepState.Done);
        var fault = await Runner().Resume(log, cancellation);
        var words = fault is null ? $"went on with a plan of before: {left} of {steps.Length} steps were left, all are done" : $"stopped a plan of before, {left} of whose {steps.Length} steps were left: {fault}";
        Say("resume", words);
        return words;
    }

    private MoveRunner Runner() => new(Cache, calls, options, Metrics, time, Write, ledger);

    private async Task<int> Rebalance(PodProblem whole, CancellationToken cancellation)
    {
        lastPlan = time.GetTimestamp();
        if (ledger.Limited(whole, options) is not { } problem)
        {
            Say("wait", $"no plan now: {(options.MaxMoves <= 0 ? "no moves are allowed" : $"{ledger.OfLastHour} pods were moved in the last hour, the most allowed")}");
            return 0;
        }
        var plan = new PodTiers().Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(options.PlanTime), workers: Environment.ProcessorCount, cancellation: cancellation)).Answer;
        if (plan is null || PodScore.Of(problem, plan).ComparePlacement(PodScore.Of(problem, PodPlan.Unchanged(problem))) <= 0) return 0;
        var steps = PlannedStep.Of(problem, MoveJournal.Of(problem, plan));
        if (await Runner().Run(steps, cancellation) is { } fault) Say("stop", fault);
        return steps.Length;
    }

    /// <summary>A snapshot that cannot be read: said with its reason, once for each reason.</summary>
    private void Blind(string reason)
    {
        if (wrong == reason) return;
        wrong = reason;
        Say("snapshot-failed", reason);
    }

    private void Say(string action, string reason)
    {
        options.Warn?.Invoke($"{action}: {reason}");
        if (options.Record is not { } writer) return;
        lock (writing) writer.WriteLine(new JsonObject { ["at"] = Now(), ["action"] = action, ["reason"] = reason }.ToJsonString());
    }

    private async Task<bool> Bind(ClusterPod pod, string node, CancellationToken cancellation)
    {
        Write("bind", pod, node);
        if (options.Shadow) return false;
        Cache.Assume(pod.Uid, node);
        try
        {
            await calls.Bind(pod.Namespace, pod.Name, pod.Uid, node, cancellation);
            Metrics.Count("bound");
            told.TryRemove(pod.Uid, out _);
            await calls.Event(pod, "Normal", "Scheduled", "Binding", $"Successfully assigned {pod.FullName} to {node}", cancellation);
            return true;
        }
        catch (KubeException refused)
        {
            // 409: bound already, perhaps by an attempt of ours whose answer was lost; 404: gone. The watch tells.
            Cache.Forget(pod.Uid);
            Metrics.Count(refused.Code == 409 ? "bind_conflicts" : "bind_errors");
            return false;
        }
    }

    private async Task Explain(PodProblem problem, PodPlan plan, CancellationToken cancellation)
    {
        foreach (var group in plan.With(problem, PodFate.Pending).Where(p => !problem.IsFixed(p)).GroupBy(problem.GroupOf).Take(MostReasons))
        {
            var why = PodExplanation.WhyPending(problem, plan, group.First());
            foreach (var p in group)
            {
                var pod = problem.Pods[p];
                if (told.TryGetValue(pod.Uid, out var before) && before == why) continue;
                told[pod.Uid] = why;
                Write("unschedulable", pod, why);
                if (!options.Shadow) await calls.Unschedulable(pod, why, cancellation);
            }
        }
    }

    private void Write(string action, ClusterPod pod, string what)
    {
        if (options.Record is not { } writer) return;
        var line = new JsonObject { ["at"] = Now(), ["action"] = action, ["namespace"] = pod.Namespace, ["pod"] = pod.Name, ["uid"] = pod.Uid, [action == "unschedulable" ? "reason" : "node"] = what, ["shadow"] = options.Shadow };
        lock (writing) writer.WriteLine(line.ToJsonString());
    }

    private string Now() => time.GetUtcNow().ToString("o", System.Globalization.CultureInfo.InvariantCulture);
}
