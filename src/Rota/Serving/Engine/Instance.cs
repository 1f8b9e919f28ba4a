using Rota.Serving.Latency;

namespace Rota.Serving.Engine;

/// <summary>One engine at work: asks its policy for a plan when it is idle, carries the plan out, and settles what a step brought when it ends. How requests enter and leave it stands in InstanceMoves.cs.</summary>
internal sealed partial class Instance(InstanceCore core, IInstanceHost host, RunOptions options, List<StepRecord>? records, RequestStory? story)
{
    private readonly List<PrefillChunk> chunks = [];
    private readonly PassSegments segments = new();
    private readonly List<int> landed = [];
    private int plannedSteps;
    private long linkFree;
    private long tierStall;
    private long pendingEnd = SimTime.Never;
    private bool mayJump;
    private long contentPlannedOn;
    private int stepDecodes;
    private int stepTokens;
    private int record = -1;
    private long extraTime;
    private long stepEnd;
    private int stopBehind = -1;
    private bool stopAsked;
    private LoggedStep? logged;

    public InstanceCore Core => core;

    /// <summary>A step runs.</summary>
    public bool Busy { get; private set; }

    /// <summary>When the step ends that was started and is not yet committed; <see cref="SimTime.Never"/> when there is none.</summary>
    public long PendingEnd => pendingEnd;

    /// <summary>Something happened since the last plan.</summary>
    public bool Dirty { get; set; }

    /// <summary>Tells a step's end from that of a step that was stopped.</summary>
    public long Serial { get; private set; }

    /// <summary>A request joins the queue.</summary>
    public void Enqueue(int request, long now)
    {
        core.Now = now;
        core.Table.State[request] = RequestState.Waiting;
        // What was found in the cache of another instance says nothing of this one.
        if (core.Table.Instance[request] != core.Index) (core.Table.KnownHits[request], core.Table.KnownHitsAt[request], core.Table.KnownReachAt[request]) = (0, -1, -1);
        core.Table.Instance[request] = core.Index;
        core.Table.Queued[request] = now;
        foreach (var part in core.Listeners) part.Queued(core.View, request);
        core.AddWaiting(request);
        core.Note(LogKind.Queued, request);
        Dirty = true;
        if (Busy && core.Parts.Batching.Interrupts && core.Parts.Batching.StopsFor(core.View, core.Parts, request)) Stop(now);
    }

    /// <summary>Plans and starts the next step, if there is one.</summary>
    public void Schedule(long now)
    {
        core.Now = now;
        Dirty = false;
        Resume();
        contentPlannedOn = core.Pool.ContentChanges;
        core.Draft.Begin();
        core.Parts.Batching.Plan(core.View, core.Parts, core.Draft);
        var plan = core.Draft.Plan;
        if (!plan.ComputesNothing || plan.MovesSomething)
        {
            core.Parts.Swapping?.BeginCopies(core.View);
            Prepare(plan);
            // Room may be made, requests given up and copies begun, though nothing runs and nothing is waited for.
            if (!Start(plan, now)) Dirty = true;
        }
        if (!Busy && plan.WakeUp != SimTime.Never) host.WakeAt(Math.Max(plan.WakeUp, now + 1), core.Index);
    }

    /// <summary>The running step ends.</summary>
    public void Complete(long now)
    {
        core.Now = now;
        Busy = false;
        Dirty = true;
        if (logged is not null) core.Log!.Ended(core, logged, stopBehind);
        var plan = core.Draft.Plan;
        if (plan.Decodes)
        {
            core.Group.Advance(1);
            while (core.Group.TryFinished(out var request)) Finish(request, now);
        }
        foreach (var item in core.Executing)
        {
            if (stopBehind < 0) CompleteItem(item, now);
            else Suspend(item, now);
        }
        foreach (var request in landed) BecomeResident(request);
        landed.Clear();
        core.Executing.Clear();
        foreach (var part in core.Listeners) part.StepEnded(core.View, plan, now - core.StepStarted);
    }

    /// <summary>A request's KV has come from the host. The request takes part in the steps that begin from now on.</summary>
    public void SwapInEnded(int request, long now)
    {
        core.Now = now;
        Dirty = true;
        if (Busy) landed.Add(request);
        else BecomeResident(request);
    }

    /// <summary>A request's context is back from host memory: what is left of its prompt is computed from the next step on.</summary>
    public void RestoreEnded(int request, long now)
    {
        core.Now = now;
        Dirty = true;
        core.Restoring.Remove(request);
        core.Counters.MovingBlocks -= core.Table.TableCount[request];
        core.StartRunning(request);
        core.Prefilling.Add(request);
        core.Note(LogKind.RestoreEnded, request);
    }

    /// <summary>Blocks of a request that was handed over are free.</summary>
    public void Released(int request, long now)
    {
        core.Now = now;
        core.Counters.MovingBlocks -= core.Table.TableCount[request];
        core.Free(request);
        core.Note(LogKind.Left, request);
        Dirty = true;
    }

    /// <summary>Everything of the plan that comes before the kernels.</summary>
    private void Prepare(StepPlan plan)
    {
        foreach (var program in plan.Releases) core.Drop(program);
        foreach (var request in plan.Aborts) Abort(request);
        foreach (var request in plan.Preemptions) Preempt(request);
        foreach (var request in plan.SwapOuts) SwapOut(request);
        foreach (var program in plan.HoldSwapOuts) SwapOutHold(program);
        foreach (var item in plan.SwapIns) SwapIn(item);
        foreach (var item in plan.Prefills)
            if (item.Admits) Admit(item);
        foreach (var item in plan.Restores) TakeBack(item);
        foreach (var item in plan.Restores) tierStall += CopyBack(item);
        foreach (var request in plan.Receives) Receive(request);
        foreach (var request in plan.Paused)
        {
            if (!core.Group.Has(request)) continue;
            core.LeaveGroup(request);
            core.PausedList.Add(request);
            BeginPause(request);
        }
    }

    /// <summary>Starts the step; false when there is nothing to compute and nothing to wait for.</summary>
    private bool Start(StepPlan plan, long now)
    {
        if (plan.Decodes)
        {
            GrowMembers(0);
            plan.Decodes = core.Group.Members.Count > 0;
        }
        chunks.Clear();
        foreach (var item in plan.Prefills)
        {
            CheckLayers(item);
            core.Grow(item.Request, item.BlocksFor);
            // KV is whole, and can be shared, when the last layer has seen the tokens; of a pass that may be stopped, when it ends.
            if (PassesLastLayer(item) && plan.SegmentStride == 0) core.Name(item.Request, item.Past + item.Tokens);
            chunks.Add(new(item.Tokens, item.Past, item.LayerFrom, item.LayerTo));
            core.Executing.Add(item);
            core.Table.ChunkInProgress[item.Request] = item.Tokens;
        }
        var stall = tierStall + (core.Parts.Swapping?.EndCopies(core.View) ?? 0);
        tierStall = 0;
        if (stall == 0 && plan.ComputesNothing) return false;
        core.Counters.StallTime += stall;
        var passTokens = Tokens();
        foreach (var item in plan.Prefills) core.Table.PassTokens[item.Request] = passTokens;
        var shape = new StepShape
        {
            Decodes = plan.Decodes ? core.Group.Members.Count : 0,
            DecodeContext = plan.Decodes ? core.Group.ContextSum : 0,
            Prefills = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chunks),
            GraphBatch = plan.GraphBatch,
            GraphLength = plan.GraphLength,
        };
        core.StepStarted = now;
        var cost = shape.Decodes == 0 && chunks.Count == 0 ? default : core.Latency.Step(shape);
        if (core.Parts.Swapping?.StreamDelay(core.View, stall, cost.Duration) is { } delay and > 0)
        {
            stall += delay;
            core.Counters.StallTime += delay;
        }
        extraTime = stall + plan.ExtraTime;
        var duration = Math.Max(1, cost.Duration + extraTime);
        PrepareSegments(plan, shape, ref duration);
        plannedSteps = 1;
        // The rest of a stopped pass was counted, but for its time, when the pass began.
        var goesOn = segments.From > 0;
        Count(goesOn ? default : cost, shape, goesOn ? 0 : passTokens, duration);
        var end = now + duration;
        mayJump = options.Jumps && plan.Decodes && chunks.Count == 0 && extraTime == 0 && plan.Paused.Count == 0 && plan.Receives.Count == 0 && plan.SwapIns.Count == 0;
        logged = core.Log?.Began(core, plan);
        (pendingEnd, stepDecodes, stepTokens) = (end, shape.Decodes, goesOn ? 0 : passTokens);
        Busy = true;
        return true;
    }

    /// <summary>The step that was started waits for those of other instances, up to <paramref name="end"/>.</summary>
    public void WaitUntil(long end)
    {
        TakeBack(pendingEnd - end);
        (pendingEnd, mayJump) = (end, false);
    }

    /// <summary>
    /// When every instance has started what it has to start: goes on with steps that only decode until <paramref name="horizon"/>, the next time at which
    /// anything can happen anywhere else, and tells the host when the last of them ends.
    /// </summary>
    public void Commit(long horizon)
    {
        var end = pendingEnd;
        pendingEnd = SimTime.Never;
        if (core.Draft.Plan.Decodes) core.Gaps.Step(core.Group.Steps + 1, end);
        logged?.Ends.Add(end);
        if (mayJump) end = Jump(end, Math.Min(horizon, core.Draft.Plan.WakeUp));
        if (records is not null)
        {
            record = records.Count;
            records.Add(new(
                core.Index, core.StepStarted, end, plannedSteps, stepDecodes, stepTokens, chunks.Count, core.Pool.Total - core.Pool.Free, core.Waiting.Count,
                chunks.Count > 0 ? chunks[0].LayerFrom : 0, chunks.Count > 0 ? chunks[0].LayerTo : 0, segments.From));
        }
        stepEnd = end;
        host.StepEndsAt(end, core.Index, ++Serial);
    }

    /// <summary>Goes on with steps that only decode until something can change; returns when the last of them ends.</summary>
    private long Jump(long end, long horizon)
    {
        if (!core.Parts.Batching.IsStable(core.View, core.Parts)) return end;
        var count = core.Group.Members.Count;
        var most = core.Group.StepsToFinish();
        var context = core.Group.ContextSum;
        var step = 1;
        for (; step < most && end < horizon; step++)
        {
            // What a waiting request finds in the cache decides the room it needs; it was refused for what it found then.
            if (core.UsesNames && core.Waiting.Count > 0 && core.Pool.ContentChanges != contentPlannedOn) break;
            if (core.Group.NeedBlockAhead(step) is var needed and > 0)
            {
                if (needed > core.Pool.Free) break;
                GrowMembers(step);
            }
            context += count;
            var shape = new StepShape { Decodes = count, DecodeContext = context };
            var cost = core.Latency.Step(shape);
            var duration = Math.Max(1, cost.Duration);
            Count(cost, shape, 0, duration);
            end += duration;
            logged?.Ends.Add(end);
            core.Gaps.Step(core.Group.Steps + step + 1, end);
        }
        plannedSteps = step;
        // Whoever looks before the last step ends, a router, sees the steps before it as done.
        core.Group.Advance(step - 1);
        return end;
    }

    private void Count(in StepCost cost, in StepShape shape, int prefillTokens, long duration)
    {
        var counters = core.Counters;
        counters.Steps++;
        counters.DecodeTokens += shape.Decodes;
        counters.PrefillTokens += prefillTokens;
        counters.WeightBytes += cost.WeightBytes;
        counters.ExpertBytes += cost.ExpertBytes;
        counters.PrefillExpertBytes += cost.PrefillExpertBytes;
        counters.MixedExpertBytes += cost.MixedExpertBytes;
        counters.KvBytes += cost.KvBytes;
        counters.Flops += cost.Flops;
        counters.Joules += core.Latency.Energy(cost with { Duration = duration });
        CountUse(duration);
    }

    private void CountUse(long duration)
    {
        var used = core.Pool.Total - core.Pool.Free;
        core.Counters.BusyTime += duration;
        core.Counters.UsedBlockSeconds += (double)used * duration / SimTime.Second;
        if (used > core.Counters.PeakUsedBlocks) core.Counters.PeakUsedBlocks = used;
    }

    private int Tokens()
    {
        var sum = 0;
        foreach (var chunk in chunks)
            if (chunk.LayerFrom == 0) sum += chunk.New;
        return sum;
    }

    /// <summary>Members that need a block in the step <paramref name="ahead"/> steps from the next take it; what they filled becomes known.</summary>
    private void GrowMembers(int ahead)
    {
        foreach (var request in core.Group.NeedBlocksAhead(ahead))
        {
            var tokens = core.Group.Known(request) + ahead;
            core.Name(request, tokens - 1);
            core.Grow(request, tokens);
        }
    }

    /// <summary>Requests that sat the last step out are planned like the others.</summary>
    private void Resume()
    {
        foreach (var request in core.PausedList)
        {
            EndPause(request);
            core.JoinGroup(request, core.Table.LastToken[request]);
        }
        core.PausedList.Clear();
    }

    private void CompleteItem(PlanItem item, long now)
    {
        var request = item.Request;
        if (!PassesLastLayer(item))
        {
            core.Table.LayersDone[request] = item.LayerTo;
            return;
        }
        core.Table.Computed[request] = item.Past + item.Tokens;
        core.Table.PrefilledTokens[request] += item.Tokens;
        core.Table.LayersDone[request] = core.Table.SegmentsDone[request] = core.Table.ChunkInProgress[request] = core.Table.PassTokens[request] = 0;
        core.Table.PassTime[request] = 0;
        if (segments.Count > 0) core.Name(request, core.Table.Computed[request]);
        if (core.Table.Computed[request] < core.Group.Known(request)) return;
        core.Prefilling.Remove(request);
        SampleFirst(request, now);
    }

    private bool PassesLastLayer(in PlanItem item) => item.LayerTo == 0 || item.LayerTo >= core.Latency.Layers;

    /// <summary>A pass over some of the layers goes on where the one before ended, with the same tokens.</summary>
    private void CheckLayers(in PlanItem item)
    {
        var done = core.Table.LayersDone[item.Request];
        if (item.LayerFrom == done && (done == 0 || core.Table.ChunkInProgress[item.Request] == item.Tokens)) return;
        throw new InvalidOperationException(
            $"request {item.Request}: {item.Tokens} tokens from layer {item.LayerFrom}, but {core.Table.ChunkInProgress[item.Request]} tokens have passed {done} layers");
    }

    /// <summary>All known tokens are computed: the request makes a token and decodes from now on.</summary>
    private void SampleFirst(int request, long now)
    {
        var last = core.Table.LastToken[request];
        core.Table.Generated[request]++;
        if (core.Table.FirstToken[request] == SimTime.Never)
        {
            core.Table.FirstToken[request] = now;
            foreach (var part in core.Listeners) part.FirstTokenMade(core.View, request);
        }
        else if (last != SimTime.Never)
        {
            // Back after it lost its KV: the gap spans the pause.
            core.Gaps.Add(request, now - last);
        }
        core.Table.LastToken[request] = now;
        core.JoinGroup(request, now);
        if (core.Table.Generated[request] == core.Workload.Output[request]) Finish(request, now);
        else if (host.HandsOver(core.Index)) HandOver(request);
    }

    private void HandOver(int request)
    {
        core.StopRunning(request);
        core.Table.State[request] = RequestState.Transferring;
        core.Counters.MovingBlocks += core.Table.TableCount[request];
        core.Name(request, core.Table.Computed[request]);
        core.Note(LogKind.HandedOver, request, core.Table.Computed[request]);
        var target = host.HandOver(core.Index, request);
        foreach (var part in core.Listeners) part.HandedOver(core.View, request, target);
        story?.HandedOver(core, request);
    }

    private void Finish(int request, long now)
    {
        core.StopRunning(request);
        core.Table.State[request] = RequestState.Finished;
        core.Table.LastToken[request] = now;
        core.Note(LogKind.Finished, request);
        var program = core.Workload.Program[request];
        var until = program >= 0 ? core.Parts.Retention.HoldUntil(core.View, request) : 0;
        if (until > now && core.Workload.Next[request] >= 0) core.HoldFor(program, request, until);
        else core.Free(request);
        foreach (var part in core.Listeners) part.Finished(core.View, request);
        story?.Finished(core, request);
        host.RequestFinished(request);
    }

    /// <summary>Cuts the pass where it may be stopped; a pass that was stopped takes only what is left of it.</summary>
    private void PrepareSegments(StepPlan plan, in StepShape shape, ref long duration)
    {
        (stopBehind, stopAsked) = (-1, false);
        segments.Clear();
        if (plan.SegmentStride <= 0 || plan.Decodes || chunks.Count == 0) return;
        segments.Cut(core.Latency, shape, plan.FineSegments, plan.SegmentStride, plan.Prefills[0].SegmentFrom);
        duration = Math.Max(1, segments.Left + extraTime);
    }

    /// <summary>Stops the running pass at its next segment's end; the step ends there, its requests keep what they have done.</summary>
    private void Stop(long now)
    {
        if (segments.Count == 0 || stopAsked) return;
        stopAsked = true;
        var started = core.StepStarted + extraTime;
        var next = segments.NextStop(now - started);
        if (next < 0)
        {
            // No stop is left before the end of the pass.
            core.Counters.StopDelays.Add(stepEnd - now);
            return;
        }
        stopBehind = next;
        var end = Math.Max(now, started + segments.EndOf(next));
        core.Counters.Interruptions++;
        core.Counters.StopDelays.Add(end - now);
        TakeBack(stepEnd - end);
        if (records is not null) records[record] = records[record] with { End = end, SegmentTo = next };
        stepEnd = end;
        host.StepEndsAt(end, core.Index, ++Serial);
    }

    /// <summary>A part of a step that was counted when it began is not run now; below 0, the step lasts longer than was counted.</summary>
    private void TakeBack(long duration)
    {
        core.Counters.BusyTime -= duration;
        core.Counters.UsedBlockSeconds -= (double)(core.Pool.Total - core.Pool.Free) * duration / SimTime.Second;
        core.Counters.Joules -= core.Latency.Energy(new StepCost(duration));
    }

    /// <summary>A stopped pass keeps its blocks and what it has done.</summary>
    private void Suspend(PlanItem item, long now)
    {
        core.Table.SegmentsDone[item.Request] = stopBehind;
        core.Table.PassTime[item.Request] += now - core.StepStarted;
    }
}
