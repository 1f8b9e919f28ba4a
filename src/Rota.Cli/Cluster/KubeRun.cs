using Rota.Cli.Planning.Cluster;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Moves;
using Rota.CpSat.Cluster.Pods;
using Rota.Kubernetes;
using Rota.Solving;

namespace Rota.Cli.Cluster;

/// <summary>What the kube verbs do.</summary>
internal static class KubeRun
{
    private static readonly TimeSpan Reaching = TimeSpan.FromSeconds(30);

    /// <summary>Runs a scheduler until it is interrupted.</summary>
    public static async Task<int> Schedule(Terminal terminal, KubeConnection connection, KubeSchedulerOptions options, string? lease, string? metrics)
    {
        using var saving = terminal.Interruption.Graceful();
        var scheduler = new KubeScheduler(connection, options);
        terminal.Line($"scheduler {options.SchedulerName}{(options.Shadow ? ", in the shadow: nothing is changed" : options.Moves ? ", with planned moves" : "")}; stop with Ctrl-C");
        if (lease is null) await scheduler.Run(terminal.Interruption.Token);
        else await Lead(connection, lease, scheduler, terminal);
        if (metrics is not null) await File.WriteAllTextAsync(metrics, scheduler.Metrics.ToPrometheus());
        terminal.Line($"{scheduler.Metrics["bound"]} bound, {scheduler.Metrics["evicted"]} evicted, {scheduler.Metrics["bind_conflicts"] + scheduler.Metrics["bind_errors"]} refused");
        return ExitCode.Ok;
    }

    /// <summary>One plan for the pods of the scheduler, carried out.</summary>
    public static async Task<int> Rebalance(Terminal terminal, KubeConnection connection, KubeSchedulerOptions options)
    {
        using var saving = terminal.Interruption.Graceful();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(terminal.Interruption.Token);
        var scheduler = new KubeScheduler(connection, options);
        var following = scheduler.Cache.Run(stop.Token);
        try
        {
            await Reach(scheduler.Cache, terminal.Interruption.Token);
            if (await scheduler.Resume(terminal.Interruption.Token) is { } resumed)
            {
                terminal.Line(resumed);
                return ExitCode.Ok;
            }
            var steps = await scheduler.Rebalance(terminal.Interruption.Token);
            terminal.Line(steps == 0 ? "no plan places more than now: nothing is moved" : $"{steps} steps{(options.Shadow ? " would be done" : $": {scheduler.Metrics["evicted"]} evicted, {scheduler.Metrics["bound"]} bound")}");
            return ExitCode.Ok;
        }
        finally
        {
            await stop.CancelAsync();
            await following;
        }
    }

    /// <summary>What a plan would do, step by step; nothing is changed.</summary>
    public static async Task<int> DryRun(Terminal terminal, KubeConnection connection, string? schedulerName, TimeSpan time, MoveLimits? limits)
    {
        using var saving = terminal.Interruption.Graceful();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(terminal.Interruption.Token);
        var cache = new ClusterCache(connection, schedulerName);
        var following = cache.Run(stop.Token);
        try
        {
            await Reach(cache, terminal.Interruption.Token);
            var problem = cache.Snapshot().With(limits);
            var solution = new PodTiers().Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(time), workers: Environment.ProcessorCount, cancellation: terminal.Interruption.Token));
            var instance = new ClusterInstance(problem);
            terminal.Line(instance.Words);
            foreach (var line in instance.Told(solution.Answer!)) terminal.Line(line);
            foreach (var (i, step) in MoveJournal.Of(problem, solution.Answer!).Steps.Index()) terminal.Line($"{i + 1,4}. {MoveJournal.Words(problem, step)}");
            return ExitCode.Ok;
        }
        finally
        {
            await stop.CancelAsync();
            await following;
        }
    }

    private static async Task Reach(ClusterCache cache, CancellationToken cancellation)
    {
        try
        {
            await cache.Synced.WaitAsync(Reaching, cancellation);
        }
        catch (TimeoutException)
        {
            throw new RotaException($"the API server did not list nodes, pods, budgets and priorities within {Reaching.TotalSeconds} s: is it reachable, and may you list them in all namespaces?");
        }
    }

    /// <summary>Works while it leads; a leader that cannot renew stops before its lease expires.</summary>
    private static async Task Lead(KubeConnection connection, string space, KubeScheduler scheduler, Terminal terminal)
    {
        var lease = new LeaderLease(connection, space, "rota", $"{Environment.MachineName}-{Environment.ProcessId}");
        var (working, stop, renewed) = ((Task?)null, (CancellationTokenSource?)null, TimeProvider.System.GetTimestamp());
        try
        {
            while (!terminal.Interruption.Token.IsCancellationRequested)
            {
                try
                {
                    if (await lease.Try(terminal.Interruption.Token)) renewed = TimeProvider.System.GetTimestamp();
                }
                catch (KubeException)
                {
                    // Tried again; it counts how long ago it went well.
                }
                var leads = lease.Leads && TimeProvider.System.GetElapsedTime(renewed) < LeaderLease.Length * 2 / 3;
                if (leads && working is null)
                {
                    stop = CancellationTokenSource.CreateLinkedTokenSource(terminal.Interruption.Token);
                    working = scheduler.Run(stop.Token);
                }
                if (!leads && working is not null)
                {
                    await stop!.CancelAsync();
                    await working;
                    (working, stop) = (null, null);
                }
                await Task.Delay(LeaderLease.Retry, terminal.Interruption.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
        if (working is not null) await working;
        await lease.Release(CancellationToken.None);
    }
}
