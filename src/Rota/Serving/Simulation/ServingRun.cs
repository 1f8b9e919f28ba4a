using Rota.Randomness;
using Rota.Serving.Engine;
using Rota.Serving.Results;
using Rota.Simulation;

namespace Rota.Serving.Simulation;

/// <summary>
/// A rehearsal: a workload on a fleet, in virtual time. At one time steps end before KV arrives, KV before requests, and all of that before anything is
/// planned, so that a step sees every request that has come by then. Same input, same result.
/// </summary>
public sealed class ServingRun : IInstanceHost
{
    private const int EventsBetweenLooks = 1024;
    private readonly Workload workload;
    private readonly Fleet fleet;
    private readonly RunOptions options;
    private readonly RequestTable table;
    private readonly EventQueue<RunEvent> events = new();
    private readonly Instance[] instances;
    private readonly FleetView fleetView;
    private readonly Placement placement;
    private readonly int[] entries;
    private readonly int[] decoders;
    private readonly int[] traceArrivals;
    private readonly List<int> ended = [];
    private readonly List<Instance> started = [];
    private readonly List<StepRecord>? records;
    private readonly RequestStory? story;
    private readonly RunLog? log;
    private readonly Queue<int> failed = new();
    private int nextArrival;
    private int nextOfLoop;
    private long now;
    private string? cutOff;

    /// <summary>Prepares a run.</summary>
    /// <exception cref="RotaException">The fleet or a policy does not fit together.</exception>
    public ServingRun(Workload workload, Fleet fleet, RunOptions? options = null)
    {
        (this.workload, this.fleet, this.options) = (workload, fleet.Validated(), options ?? new RunOptions());
        table = new RequestTable(workload.Count);
        records = this.options.KeepSteps ? [] : null;
        story = this.options.KeepStory ? new() : null;
        log = this.options.KeepLog ? new() : null;
        var random = new RandomStream(this.options.Seed).Split("serving");
        placement = (fleet.Instances[0].Policy.Placement ?? fleet.Placement).Create(random.Split("placement"));
        instances = [.. fleet.Instances.Select((spec, index) => Make(spec, index, random.Split(index)))];
        fleetView = new FleetView(instances.Select(i => i.Core), fleet.Instances.Select(i => i.Role));
        entries = [.. Enumerable.Range(0, instances.Length).Where(i => fleet.Instances[i].Role != InstanceRole.Decode)];
        decoders = [.. Enumerable.Range(0, instances.Length).Where(i => fleet.Instances[i].Role == InstanceRole.Decode)];
        traceArrivals = [.. Enumerable.Range(0, workload.Count).Where(i => workload.Arrival[i] != SimTime.Never)];
    }

    long IInstanceHost.NextEvent => Math.Min(
        events.TryPeek(out var key) ? key.Time : SimTime.Never,
        nextArrival < traceArrivals.Length ? workload.Arrival[traceArrivals[nextArrival]] : SimTime.Never);

    /// <summary>Runs a workload on a fleet.</summary>
    public static RunResult Of(Workload workload, Fleet fleet, RunOptions? options = null, CancellationToken cancellation = default) =>
        new ServingRun(workload, fleet, options).Run(cancellation);

    /// <summary>Runs to the end; once.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RunResult Run(CancellationToken cancellation = default)
    {
        var until = options.UntilSeconds is { } seconds ? SimTime.FromSeconds(seconds) : SimTime.Never;
        StartLoop();
        for (var looks = 0L; ; looks++)
        {
            if (looks % EventsBetweenLooks == 0) Look(cancellation);
            var next = ((IInstanceHost)this).NextEvent;
            if (next == SimTime.Never || next > until || cutOff is not null) break;
            now = fleetView.Now = next;
            TakeAll();
            Plan();
        }
        return Result(until);
    }

    private void TakeAll()
    {
        TakeStepEnds();
        TakeThose(before: RunEventKind.Arrival);
        while (nextArrival < traceArrivals.Length && workload.Arrival[traceArrivals[nextArrival]] == now) Arrive(traceArrivals[nextArrival++]);
        TakeThose(before: null);
    }

    /// <summary>What happens now, of kinds before one, or all.</summary>
    private void TakeThose(RunEventKind? before)
    {
        while (events.TryPeek(out var key) && key.Time == now && (before is null || key.Kind < (int)before))
        {
            if (key.Kind == (int)RunEventKind.StepEnd)
            {
                // A pass that stands at a segment's end when a request arrives is stopped there and then.
                TakeStepEnds();
                continue;
            }
            events.TryTake(out _, out var happening);
            Take(happening);
        }
    }

    /// <summary>Steps that end now, in order of their instances: the order in which they were started depends on how many steps were made at once.</summary>
    private void TakeStepEnds()
    {
        ended.Clear();
        while (events.TryPeek(out var key) && key.Time == now && key.Kind == (int)RunEventKind.StepEnd)
        {
            events.TryTake(out _, out var happening);
            if (happening.Serial == instances[happening.Instance].Serial && instances[happening.Instance].Busy) ended.Add(happening.Instance);
        }
        if (ended.Count > 1) ended.Sort();
        foreach (var index in ended)
        {
            instances[index].Complete(now);
            if (options.CheckEveryStep) instances[index].Core.Check();
        }
    }

    private void Take(in RunEvent happening)
    {
        var instance = instances[Math.Max(0, happening.Instance)];
        switch (happening.Kind)
        {
            case RunEventKind.TransferEnd:
                instances[table.Instance[happening.Request]].Released(happening.Request, now);
                table.RemoteTokens[happening.Request] = table.Computed[happening.Request];
                instance.Enqueue(happening.Request, now);
                story?.Queued(instance.Core, happening.Request);
                break;
            case RunEventKind.SwapInEnd:
                instance.SwapInEnded(happening.Request, now);
                break;
            case RunEventKind.RestoreEnd:
                instance.RestoreEnded(happening.Request, now);
                break;
            case RunEventKind.Arrival:
                Arrive(happening.Request);
                break;
            default:
                instance.Dirty = true;
                break;
        }
    }

    private void Plan()
    {
        started.Clear();
        if (fleet.Lockstep && instances.Any(instance => instance.Busy)) return;
        foreach (var instance in instances)
        {
            while (instance.Dirty && !instance.Busy) instance.Schedule(now);
            if (instance.PendingEnd != SimTime.Never) started.Add(instance);
        }
        if (fleet.Lockstep && started.Count > 1)
        {
            var slowest = started.Max(instance => instance.PendingEnd);
            foreach (var instance in started) instance.WaitUntil(slowest);
        }
        // An instance goes on alone up to the next time at which another one ends a step, too: that may send it a request.
        for (var i = 0; i < started.Count; i++)
        {
            var horizon = ((IInstanceHost)this).NextEvent;
            for (var j = i + 1; j < started.Count; j++) horizon = Math.Min(horizon, started[j].PendingEnd);
            started[i].Commit(horizon);
        }
    }

    private void Arrive(int request)
    {
        table.Arrived[request] = now;
        log?.Add(now, LogKind.Arrived, -1, request);
        table.Attempts[request]++;
        var target = entries.Length == 1 ? entries[0] : placement.Choose(fleetView, request, entries);
        if (NeverFits(target, request))
        {
            table.State[request] = RequestState.Refused;
            log?.Add(now, LogKind.Refused, -1, request);
            GoOn(request);
            return;
        }
        instances[target].Enqueue(request, now);
        story?.Queued(instances[target].Core, request);
    }

    /// <summary>True for a request that is longer than its instance, or with a hand-over any instance it may come to, could ever hold.</summary>
    private bool NeverFits(int target, int request)
    {
        var longest = (long)workload.Prompt[request] + workload.Output[request];
        var limits = instances[target].Core.Limits;
        if (fleet.Instances[target].Role != InstanceRole.Prefill) return longest > limits.MaxModelLength || longest - 1 > limits.KvTokens;
        if (workload.Prompt[request] > Math.Min(limits.KvTokens, limits.MaxModelLength)) return true;
        foreach (var decoder in decoders)
            if (instances[decoder].Core.Limits is var other && (longest > other.MaxModelLength || longest - 1 > other.KvTokens)) return workload.Output[request] > 1;
        return false;
    }

    /// <summary>The first requests of a closed loop's clients.</summary>
    private void StartLoop()
    {
        if (workload.Loop is not { } loop) return;
        for (var client = 0; client < loop.Clients; client++) SendNext(0);
    }

    private void SendNext(long after)
    {
        while (nextOfLoop < workload.Count && workload.Turn[nextOfLoop] > 0) nextOfLoop++;
        if (nextOfLoop < workload.Count) Later(nextOfLoop++, after);
        else if (failed.TryDequeue(out var again)) Later(again, after);
    }

    private void Later(int request, long after) => events.Schedule(now + after, (int)RunEventKind.Arrival, new(RunEventKind.Arrival, -1, request, 0));

    /// <summary>What follows a request that is done with: the program's next turn, or the client's next request.</summary>
    private void GoOn(int request)
    {
        if (workload.Next[request] is var next and >= 0 && table.State[request] == RequestState.Finished) Later(next, workload.Pause[request]);
        else if (workload.Loop is { } loop) SendNext(SimTime.FromSeconds(loop.ThinkSeconds));
    }

    void IInstanceHost.RequestFinished(int request)
    {
        if (workload.Loop is { Retry: true, RetryMissed: true } && !MetTargets(request)) SendAgain(request);
        else GoOn(request);
    }

    void IInstanceHost.RequestAborted(int request)
    {
        if (workload.Loop is { Retry: true }) SendAgain(request);
        else GoOn(request);
    }

    /// <summary>The request starts over at the end of the line, and its client goes on with the head of it.</summary>
    private void SendAgain(int request)
    {
        (table.Generated[request], table.Computed[request], table.MaxGap[request]) = (0, 0, 0);
        table.FirstToken[request] = table.LastToken[request] = table.Scheduled[request] = SimTime.Never;
        table.State[request] = RequestState.Future;
        log?.Add(now, LogKind.SentAgain, -1, request);
        failed.Enqueue(request);
        SendNext(SimTime.FromSeconds(workload.Loop!.ThinkSeconds));
    }

    private bool MetTargets(int request) =>
        table.MaxGap[request] <= workload.TbtTarget[request]
        && table.FirstToken[request] + instances[table.Instance[request]].Core.Latency.RequestOverhead - table.Arrived[request] <= workload.TtftTarget[request];

    void IInstanceHost.StepEndsAt(long time, int instance, long serial) =>
        events.Schedule(time, (int)RunEventKind.StepEnd, new(RunEventKind.StepEnd, instance, -1, serial));

    void IInstanceHost.WakeAt(long time, int instance) => events.Schedule(time, (int)RunEventKind.WakeUp, new(RunEventKind.WakeUp, instance, -1, 0));

    void IInstanceHost.SwapInEndsAt(long time, int instance, int request) =>
        events.Schedule(time, (int)RunEventKind.SwapInEnd, new(RunEventKind.SwapInEnd, instance, request, 0));

    void IInstanceHost.RestoreEndsAt(long time, int instance, int request) =>
        events.Schedule(time, (int)RunEventKind.RestoreEnd, new(RunEventKind.RestoreEnd, instance, request, 0));

    bool IInstanceHost.HandsOver(int instance) => fleet.Instances[instance].Role == InstanceRole.Prefill;

    int IInstanceHost.HandOver(int instance, int request)
    {
        var target = decoders.Length == 1 ? decoders[0] : placement.Choose(fleetView, request, decoders);
        var bytes = (double)instances[instance].Core.Latency.KvBytesPerToken * table.Computed[request];
        var time = SimTime.FromSeconds((bytes / fleet.KvLinkBytesPerSecond) + fleet.KvLinkLatencySeconds);
        events.Schedule(now + time, (int)RunEventKind.TransferEnd, new(RunEventKind.TransferEnd, target, request, 0));
        return target;
    }

    private void Look(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long steps = 0;
        foreach (var instance in instances) steps += instance.Core.Counters.Steps;
        if (steps > options.MaxSteps) cutOff = $"cut off behind {options.MaxSteps} steps";
    }

    private Instance Make(InstanceSpec spec, int index, RandomStream random)
    {
        var parts = spec.Policy.Create(new PolicyContext(spec.Limits, spec.Latency, random, index));
        return new Instance(new InstanceCore(index, spec.Limits, workload, table, parts, spec.Latency, fleet.Instances.Length > 1 ? placement : null) { Log = log }, this, options, records, story);
    }

    private RunResult Result(long until)
    {
        var left = 0;
        for (var i = 0; i < workload.Count; i++)
            if (table.State[i] is not (RequestState.Finished or RequestState.Aborted or RequestState.Refused)) left++;
        var reason = cutOff ?? (left == 0 ? null : until != SimTime.Never ? $"cut off at {options.UntilSeconds} s" : "requests were left that the policy never ran");
        return new RunResult(workload, fleet, table, [.. instances.Select(i => i.Core)], now, reason, records, story?.Events, instances.Length > 1 ? placement : null)
        {
            Log = log?.Entries ?? [],
        };
    }
}
