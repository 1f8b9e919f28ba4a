using Rota.Cluster.Sharing.Estimates;
using Rota.Cluster.Sharing.Policies;

namespace Rota.Cluster.Sharing.Simulation;

/// <summary>
/// A pool of cores shared by users, event by event: a stage becomes known when those before it have ended, its tasks run one core each without interruption, and whenever a core is
/// free the policy says whose task it gets. Beside it runs the ideal pool, for the fluid finishes.
/// </summary>
public sealed class PoolSimulation
{
    private readonly PoolWorkload workload;
    private readonly PoolOptions options;
    private readonly SharingPolicy policy;
    private readonly WorkEstimates estimates;
    private readonly UserWeightedFairQueue ideal;
    private readonly FairJob?[] fluid;
    private readonly double[] submit;
    private readonly double[] start;
    private readonly double[] finish;
    private readonly double[] longest;
    private readonly double[] estimated;
    private readonly int[] stagesLeft;
    private readonly int[][] waitsFor;
    private readonly List<int>[] followers;
    private readonly Dictionary<string, int> users = new(StringComparer.Ordinal);
    private readonly List<StageView> ready = [];
    private readonly Dictionary<int, PoolStageState> states = [];
    private readonly PriorityQueue<(PoolStageState State, double Ran, double Left), (double Time, long Sequence)> running = new();
    private readonly PriorityQueue<int, (double Time, int Job)> arrivals = new();
    private readonly List<TaskRecord> tasks = [];
    private long started;
    private int known;
    private int free;
    private double longestTask;

    private PoolSimulation(PoolWorkload workload, SharingPolicy policy, PoolOptions options)
    {
        (this.workload, this.policy, this.options) = (workload, policy, options.Validated());
        estimates = options.Estimates?.Invoke(workload) ?? new OracleEstimates(workload);
        ideal = new(new(options.Cores) { Weight = workload.WeightOf });
        var jobs = workload.Jobs.Length;
        (fluid, submit, start, finish) = (new FairJob?[jobs], new double[jobs], new double[jobs], new double[jobs]);
        (longest, estimated, stagesLeft, waitsFor, followers) = (new double[jobs], new double[jobs], new int[jobs], new int[jobs][], new List<int>[jobs]);
        free = options.Cores;
    }

    /// <summary>Runs a workload.</summary>
    /// <param name="workload">The jobs.</param>
    /// <param name="name">How the run calls the policy.</param>
    /// <param name="policy">A fresh policy.</param>
    /// <param name="options">The pool; null for the usual one.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="RotaException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PoolRun Run(PoolWorkload workload, string name, SharingPolicy policy, PoolOptions? options = null, CancellationToken cancellation = default) =>
        new PoolSimulation(workload, policy, options ?? new()).Run(name, cancellation);

    /// <summary>Runs a workload under a policy of the catalog.</summary>
    /// <inheritdoc cref="Run(PoolWorkload, string, SharingPolicy, PoolOptions?, CancellationToken)"/>
    public static PoolRun Run(PoolWorkload workload, string name, PoolOptions? options = null, CancellationToken cancellation = default) =>
        Run(workload, name, SharingPolicies.Find(name).Create(), options, cancellation);

    private PoolRun Run(string name, CancellationToken cancellation)
    {
        foreach (var user in workload.Users) users.Add(user, users.Count);
        policy.Begin(new(options.Cores, workload.Users, [.. workload.Users.Select(workload.WeightOf)], workload.Jobs.Length, options.Seed));
        for (var j = 0; j < followers.Length; j++)
        {
            followers[j] = [];
            if (workload.Jobs[j].Follows is { } before) followers[before].Add(j);
            else arrivals.Enqueue(j, (workload.Jobs[j].Submit, j));
        }
        while (true)
        {
            var arrival = arrivals.TryPeek(out _, out var next) ? next.Time : double.PositiveInfinity;
            var end = running.TryPeek(out _, out var first) ? first.Time : double.PositiveInfinity;
            if (double.IsInfinity(arrival) && double.IsInfinity(end)) break;
            if ((started & 1023) == 0) cancellation.ThrowIfCancellationRequested();
            var now = Math.Min(arrival, end);
            // All that happens at one moment comes before anything starts: ends, then arrivals.
            while (running.TryPeek(out _, out first) && first.Time <= now) End(now);
            while (arrivals.TryPeek(out var job, out next) && next.Time <= now)
            {
                arrivals.Dequeue();
                Submit(job, now);
            }
            while (free > 0 && ready.Count > 0) Start(now);
        }
        ideal.Drain();
        return new(
            workload, name, options.Cores,
            [.. workload.Jobs.Select((_, j) => new JobRecord(j, submit[j], start[j], finish[j], fluid[j]!.FluidFinish, longest[j]))],
            [.. tasks], started);
    }

    private void Submit(int j, double now)
    {
        var job = workload.Jobs[j];
        submit[j] = now;
        start[j] = double.NaN;
        stagesLeft[j] = job.Stages.Length;
        waitsFor[j] = [.. job.Stages.Select(stage => stage.After.Length)];
        fluid[j] = ideal.Submit(now, job.User, null, job.Work, 0);
        estimated[j] = estimates.Job(j, job.User, job.Kind);
        for (var s = 0; s < job.Stages.Length; s++)
            if (job.Stages[s].After.IsEmpty) Open(j, s, now);
    }

    /// <summary>A stage becomes known.</summary>
    private void Open(int j, int s, double now)
    {
        var job = workload.Jobs[j];
        var estimate = estimates.Stage(j, s, job.Stages.Length, estimated[j]);
        var count = job.Stages[s].Tasks ?? Math.Max(1, options.TasksOf(estimate));
        var view = new StageView(known++, j, users[job.User], job) { JobSubmitted = submit[j], Estimate = estimate, JobEstimate = estimated[j], Waiting = count };
        states.Add(view.Number, new(view, s, count, job.Stages[s].Work / count));
        ready.Add(view);
        policy.Submitted(view, now);
    }

    private void Start(double now)
    {
        var view = policy.Next(ready, now);
        var state = states[view.Number];
        var work = state.Take();
        var runs = options.Partitioning == Partitioning.Sliced ? Math.Min(work, options.TaskSeconds) : work;
        if (view.Waiting == 0) ready.Remove(view);
        policy.Started(view, now);
        if (double.IsNaN(start[view.JobNumber])) start[view.JobNumber] = now;
        running.Enqueue((state, runs, work - runs), (now + runs, started++));
        longestTask = Math.Max(longestTask, runs);
        free--;
        if (options.KeepTasks) tasks.Add(new(view.JobNumber, state.Stage, now, now + runs));
    }

    private void End(double now)
    {
        var (state, ran, left) = running.Dequeue();
        free++;
        var view = state.View;
        var idle = view.Waiting == 0;
        state.End(left);
        if (left > 0 && idle) Reopen(view);
        policy.Ended(view, ran, left > 0, now);
        if (view.Waiting > 0 || view.Running > 0) return;
        states.Remove(view.Number);
        EndStage(view, state.Stage, now);
    }

    /// <summary>A stage whose tasks had all started has one waiting again: back to its place in the order.</summary>
    private void Reopen(StageView view)
    {
        var at = ready.Count;
        while (at > 0 && ready[at - 1].Number > view.Number) at--;
        ready.Insert(at, view);
    }

    private void EndStage(StageView view, int stage, double now)
    {
        var j = view.JobNumber;
        var job = workload.Jobs[j];
        stagesLeft[j]--;
        for (var s = stage + 1; s < job.Stages.Length; s++)
            foreach (var before in job.Stages[s].After)
                if (before == stage && --waitsFor[j][s] == 0) Open(j, s, now);
        if (stagesLeft[j] > 0) return;
        finish[j] = now;
        longest[j] = longestTask;
        estimates.Learn(job.User, job.Kind, job.Work);
        policy.JobEnded(view, now);
        foreach (var follower in followers[j]) arrivals.Enqueue(follower, (Math.Max(now, workload.Jobs[follower].Submit), follower));
    }
}
