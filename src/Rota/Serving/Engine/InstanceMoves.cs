namespace Rota.Serving.Engine;

/// <summary>How requests come to hold KV on an instance and how they lose it: admitted, received, restored, swapped, preempted, given up.</summary>
internal sealed partial class Instance
{
    private void Admit(PlanItem item)
    {
        var request = item.Request;
        Leave(request);
        core.Note(LogKind.Admitted, request, item.Past);
        if (core.UsesNames) core.TakeHits(request, item.Past / core.Limits.BlockSize);
        else core.Adopt(request, item.Past);
        core.Table.Computed[request] = item.Past;
        core.Table.HitTokens[request] += item.Past;
        core.Counters.HitTokens += item.Past;
        core.Counters.QueriedTokens += core.Group.Known(request);
        core.StartRunning(request);
        EndPause(request);
        core.Prefilling.Add(request);
        if (core.Workload.Program[request] is var program and >= 0) core.Drop(program);
        foreach (var part in core.Listeners) part.Admitted(core.View, request);
        story?.Admitted(core, request, item.Past);
    }

    /// <summary>A request whose context partly lies in host memory leaves the queue. Hits are taken before anything takes blocks.</summary>
    private void TakeBack(RestoreItem item)
    {
        var request = item.Request;
        Leave(request);
        core.Note(LogKind.Restored, request, (item.Hits + item.Blocks) * core.Limits.BlockSize);
        core.TakeHits(request, item.Hits);
        for (var i = item.Hits; i < item.Hits + item.Blocks; i++) core.Host!.Put(core.Workload.Identity.Of(request, i, core.Limits.BlockSize));
        if (core.Workload.Program[request] is var program and >= 0) core.Drop(program);
        foreach (var part in core.Listeners) part.Admitted(core.View, request);
        story?.Admitted(core, request, item.Hits * core.Limits.BlockSize);
    }

    /// <summary>Its blocks are copied back over the link, one request after the other; returns the time the instance waits.</summary>
    private long CopyBack(RestoreItem item)
    {
        var (request, size, tier) = (item.Request, core.Limits.BlockSize, core.Parts.Host!);
        var tokens = (item.Hits + item.Blocks) * size;
        core.Grow(request, tokens);
        core.Table.Computed[request] = tokens;
        core.Table.HitTokens[request] += tokens;
        core.Counters.HitTokens += item.Hits * size;
        core.Counters.RestoredTokens += item.Blocks * size;
        core.Counters.QueriedTokens += core.Group.Known(request);
        core.Counters.MovingBlocks += core.Table.TableCount[request];
        core.Table.State[request] = RequestState.Swapping;
        core.Restoring.Add(request);
        var duration = SimTime.FromSeconds(tier.Seconds((double)item.Blocks * size * core.Latency.KvBytesPerToken));
        if (tier.Waits)
        {
            RestoreEnded(request, core.Now);
            return duration;
        }
        linkFree = Math.Max(core.Now, linkFree) + duration;
        host.RestoreEndsAt(linkFree, core.Index, request);
        return 0;
    }

    private void Receive(int request)
    {
        Leave(request);
        core.Note(LogKind.Received, request, core.Table.RemoteTokens[request]);
        core.StartRunning(request);
        core.Table.Computed[request] = core.Table.RemoteTokens[request];
        core.Table.RemoteTokens[request] = 0;
        core.Grow(request, core.Group.Known(request));
        core.JoinGroup(request, core.Table.LastToken[request]);
        foreach (var part in core.Listeners) part.Admitted(core.View, request);
        story?.Admitted(core, request, 0);
    }

    private void Leave(int request)
    {
        core.RemoveWaiting(request);
        core.Table.Waited[request] += core.Now - core.Table.Queued[request];
        if (core.Table.Scheduled[request] == SimTime.Never) core.Table.Scheduled[request] = core.Now;
    }

    private void Preempt(int request)
    {
        foreach (var part in core.Listeners) part.Preempted(core.View, request);
        story?.Preempted(core, request);
        core.Note(LogKind.Preempted, request, core.Computed(request));
        core.Counters.Preemptions++;
        core.Counters.RecomputedTokens += core.Computed(request);
        core.Table.Preemptions[request]++;
        core.StopRunning(request);
        BeginPause(request);
        core.Free(request);
        ForgetProgress(request);
        Enqueue(request, core.Now);
    }

    private void Abort(int request)
    {
        if (core.Table.State[request] == RequestState.Waiting) core.RemoveWaiting(request);
        else
        {
            core.StopRunning(request);
            core.Free(request);
        }
        if (core.Workload.Program[request] is var program and >= 0) core.Drop(program);
        ForgetProgress(request);
        core.Note(LogKind.Aborted, request);
        core.Table.State[request] = RequestState.Aborted;
        foreach (var part in core.Listeners) part.Aborted(core.View, request);
        story?.Aborted(core, request);
        host.RequestAborted(request);
    }

    private void ForgetProgress(int request)
    {
        core.Table.Computed[request] = 0;
        core.Table.LayersDone[request] = core.Table.SegmentsDone[request] = core.Table.ChunkInProgress[request] = core.Table.PassTokens[request] = 0;
        core.Table.PassTime[request] = 0;
    }

    /// <summary>
    /// A request leaves the GPU. Its blocks are free at once and it counts as swapped out, even while the copy is on its way: whoever writes to those blocks or
    /// reads the copy waits for that.
    /// </summary>
    private void SwapOut(int request)
    {
        core.Counters.SwapOuts++;
        core.StopRunning(request);
        BeginPause(request);
        core.Note(LogKind.SwappedOut, request, core.Table.Computed[request]);
        core.Parts.Swapping!.SwapOut(core.View, core.Parts, core.View.ContextOf(request), core.Table.Computed[request]);
        core.Free(request);
        core.Table.ChunkInProgress[request] = 0;
        core.Table.State[request] = RequestState.SwappedOut;
        core.SwappedOut.Add(request);
        story?.SwappedOut(core, request);
    }

    private void SwapOutHold(int program)
    {
        core.Counters.SwapOuts++;
        core.Note(LogKind.HeldSwappedOut, program, core.Holds[program].Tokens);
        core.Parts.Swapping!.SwapOut(core.View, core.Parts, program, core.Holds[program].Tokens);
        core.Drop(program);
    }

    private void SwapIn(SwapInItem item)
    {
        var request = item.Request;
        core.Counters.SwapIns++;
        core.Note(LogKind.SwapInBegan, request, item.Tokens);
        if (core.Table.State[request] == RequestState.Waiting)
        {
            Leave(request);
            core.Table.HitTokens[request] += item.Tokens;
            core.Counters.HitTokens += item.Tokens;
            core.Counters.QueriedTokens += core.Group.Known(request);
            foreach (var part in core.Listeners) part.Admitted(core.View, request);
        }
        else
        {
            core.SwappedOut.Remove(request);
            core.Counters.RecomputedTokens += core.Table.Computed[request] - item.Tokens;
        }
        core.Table.Computed[request] = item.Tokens;
        core.Table.State[request] = RequestState.Swapping;
        core.Grow(request, item.Tokens);
        core.Counters.MovingBlocks += core.Table.TableCount[request];
        core.SwappingIn.Add(request);
        var end = core.Parts.Swapping!.SwapIn(core.View, request, item.Tokens, item.Waits);
        if (item.Waits || end <= core.Now) BecomeResident(request);
        else host.SwapInEndsAt(end, core.Index, request);
    }

    private void BecomeResident(int request)
    {
        core.Counters.MovingBlocks -= core.Table.TableCount[request];
        core.SwappingIn.Remove(request);
        core.Note(LogKind.SwapInEnded, request);
        core.StartRunning(request);
        EndPause(request);
        story?.SwappedIn(core, request);
        // A request that has not made a token yet computes its last known one as the end of its prompt.
        if (core.Group.Known(request) - core.Table.Computed[request] > 1 || core.Table.Generated[request] == 0) core.Prefilling.Add(request);
        else core.JoinGroup(request, core.Table.LastToken[request]);
    }

    private void BeginPause(int request)
    {
        if (core.Table.FirstToken[request] != SimTime.Never && core.Table.PausedSince[request] == SimTime.Never) core.Table.PausedSince[request] = core.Now;
    }

    private void EndPause(int request)
    {
        if (core.Table.PausedSince[request] is not (var since and < SimTime.Never)) return;
        core.Table.PausedTime[request] += core.Now - since;
        core.Table.PausedSince[request] = SimTime.Never;
    }
}
