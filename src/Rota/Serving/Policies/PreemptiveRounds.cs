using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="PreemptiveJobs"/> plans. A job is named by the request that heads it.</summary>
internal sealed class PreemptiveRounds(PreemptiveJobs options, PrefillPredictions predictions) : Batching
{
    private const int None = -1;
    private readonly List<int> started = [];
    private readonly Dictionary<int, int[]> batches = [];
    private readonly HashSet<int> passedOver = [];
    private readonly RankedPrompts candidates = new();
    private readonly long control = SimTime.FromSeconds(options.ControlMilliseconds / 1e3);
    private int current = None;
    private bool stopping;
    private bool roundDue;

    public override bool Interrupts => true;

    public override bool IsStable(ServingView view, PolicyParts parts) => view.WaitingCount == 0 && started.Count == 0;

    public override void Queued(ServingView view, int request) => roundDue = true;

    public override void Preempted(ServingView view, int request) => Forget(request);

    public override void Aborted(ServingView view, int request) => Forget(request);

    public override bool StopsFor(ServingView view, PolicyParts parts, int request)
    {
        if (stopping || current == None) return false;
        roundDue = false;
        var (running, waiting) = (BestStarted(view, parts), HasSlot(view) ? BestWaiting(view, parts) : None);
        var best = waiting != None && ComesFirst(view, parts, waiting, running) && Blocks(view, waiting) <= view.FreeBlocks ? waiting : running;
        stopping = best != current;
        return stopping;
    }

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        parts.Retention.BeginStep(view, draft);
        var shape = (OperatorSegments)parts.Prefill;
        // At a chunk's end nobody is asked: rounds follow arrivals and completions.
        if (current == None || stopping || roundDue) current = Round(view, parts, draft);
        (stopping, roundDue) = (false, false);
        if (current == None)
        {
            Decode(view, draft);
            return;
        }
        var chunk = shape.ChunkTokens ?? view.Limits.TokenBudget;
        if (view.State(current) == RequestState.Waiting) Start(view, parts, draft, chunk);
        else Continue(view, draft, chunk);
        draft.Plan.FineSegments = shape.Point == PreemptionPoint.FineOperator;
        draft.Plan.SegmentStride = shape.Point switch
        {
            PreemptionPoint.Operator or PreemptionPoint.FineOperator => 1,
            PreemptionPoint.Layer => 2,
            _ => int.MaxValue,
        };
    }

    public override void StepEnded(ServingView view, StepPlan plan, long duration)
    {
        predictions.Learn(view, plan, duration);
        if (plan.Prefills.Count == 0) return;
        var head = plan.Prefills[0].Request;
        if (view.State(head) != RequestState.Running || view.IsDecoding(head)) Forget(head);
    }

    /// <summary>Chooses the job that runs next; none when nothing can.</summary>
    private int Round(ServingView view, PolicyParts parts, StepDraft draft)
    {
        var running = BestStarted(view, parts);
        if (view.WaitingCount == 0 || !HasSlot(view)) return running;
        passedOver.Clear();
        parts.Admission.BeginRound(view, draft);
        while (BestWaiting(view, parts) is var waiting and not None && ComesFirst(view, parts, waiting, running))
        {
            var verdict = parts.Admission.Decide(view, draft, waiting);
            if (verdict == AdmissionVerdict.Abort) draft.Abort(waiting);
            if (verdict is AdmissionVerdict.Abort or AdmissionVerdict.Skip) passedOver.Add(waiting);
            else if (verdict == AdmissionVerdict.Admit && HasRoom(view, parts, draft, waiting)) return waiting;
            else break;
        }
        return running;
    }

    /// <summary>Whether the whole context fits; when nothing else runs, what is held for programs gives way.</summary>
    private static bool HasRoom(ServingView view, PolicyParts parts, StepDraft draft, int request)
    {
        while (draft.BlocksToAdmit(request, view.Known(request)) > draft.FreeBlocks)
        {
            if (view.RunningCount > 0 || parts.Retention.ReleaseForRoom(view, draft) is not (var program and >= 0)) return false;
            draft.Release(program);
        }
        return true;
    }

    private void Start(ServingView view, PolicyParts parts, StepDraft draft, int chunk)
    {
        var tokens = view.ToCompute(current);
        draft.TryAdmit(current, Math.Min(tokens, chunk), roomFor: view.Known(current));
        draft.Plan.ExtraTime = control;
        started.Add(current);
        var bound = Math.Min(options.BatchTokens, chunk);
        if (tokens < bound && view.WaitingCount > 1) Join(view, parts, draft, tokens, bound);
    }

    /// <summary>SLO batching: waiting prompts join the head's pass, in order, as long as they fit and the head keeps its deadline.</summary>
    private void Join(ServingView view, PolicyParts parts, StepDraft draft, int total, int bound)
    {
        var target = view.TtftTarget(current);
        var slack = target == SimTime.Never ? SimTime.Never : view.Deadline(current) - view.Now;
        var least = target == SimTime.Never ? 0 : (long)(options.UrgencyFraction * target);
        if (slack < least) return;
        candidates.Clear();
        for (var i = 0; i < view.WaitingCount; i++)
            if (view.Waiting(i) is var other && other != current && total + view.ToCompute(other) <= bound) candidates.Add(parts.Order.Key(view, other), other);
        while (draft.Running < Slots(view) && candidates.TryTake(out var request))
        {
            var tokens = view.ToCompute(request);
            if (total + tokens > bound || draft.BlocksToAdmit(request, view.Known(request)) > draft.FreeBlocks) continue;
            var time = predictions.For(current, total + tokens);
            if (slack - time < least) break;
            if (options.JoinOnTimeOnly && view.Deadline(request) - view.Now < time) continue;
            draft.TryAdmit(request, tokens, roomFor: view.Known(request));
            total += tokens;
        }
        if (draft.Plan.Prefills.Count > 1) batches[current] = [.. draft.Plan.Prefills.Select(item => item.Request)];
    }

    private void Continue(ServingView view, StepDraft draft, int chunk)
    {
        if (batches.TryGetValue(current, out var members))
            foreach (var member in members) Continue(view, draft, member, chunk);
        else Continue(view, draft, current, chunk);
    }

    private static void Continue(ServingView view, StepDraft draft, int request, int chunk)
    {
        var inProgress = view.ChunkInProgress(request);
        draft.TryPrefill(request, inProgress > 0 ? inProgress : Math.Min(chunk, view.Remaining(request)), segmentFrom: view.SegmentsDone(request));
    }

    /// <summary>Without a job to run, requests that have their prompt decode; when blocks run out, the one admitted last is recomputed later.</summary>
    private static void Decode(ServingView view, StepDraft draft)
    {
        if (view.DecodingCount == 0) return;
        while (!draft.TryDecodeAll())
        {
            var victim = view.LastRunning;
            while (victim >= 0 && (draft.IsGone(victim) || !view.IsDecoding(victim))) victim = view.PreviousRunning(victim);
            if (victim < 0) return;
            draft.Preempt(victim);
        }
    }

    private int BestStarted(ServingView view, PolicyParts parts)
    {
        if (started.Count < 2) return started.Count == 0 ? None : started[0];
        var (best, bestKey) = (None, default(OrderKey));
        foreach (var head in started)
            if (parts.Order.Key(view, head) is var key && (best == None || key < bestKey)) (best, bestKey) = (head, key);
        return best;
    }

    private int BestWaiting(ServingView view, PolicyParts parts)
    {
        var (best, bestKey) = (None, default(OrderKey));
        for (var i = 0; i < view.WaitingCount; i++)
        {
            var request = view.Waiting(i);
            if (passedOver.Count > 0 && passedOver.Contains(request)) continue;
            if (parts.Order.IsStatic) return request;
            if (parts.Order.Key(view, request) is var key && (best == None || key < bestKey)) (best, bestKey) = (request, key);
        }
        return best;
    }

    private static bool ComesFirst(ServingView view, PolicyParts parts, int waiting, int running) =>
        running == None || parts.Order.Key(view, waiting) < parts.Order.Key(view, running);

    /// <summary>Room for one more request: behind its prompt a request still runs, though it holds no runner slot.</summary>
    private bool HasSlot(ServingView view) => started.Count < Slots(view) && view.RunningCount < view.Limits.MaxSequences;

    private int Slots(ServingView view) => Math.Min(options.Slots, view.Limits.MaxSequences);

    private static int Blocks(ServingView view, int request) =>
        ((view.Known(request) + view.Limits.BlockSize - 1) / view.Limits.BlockSize) - (view.CachedTokens(request) / view.Limits.BlockSize);

    private void Forget(int request)
    {
        started.Remove(request);
        batches.Remove(request);
        if (current == request) current = None;
    }
}
