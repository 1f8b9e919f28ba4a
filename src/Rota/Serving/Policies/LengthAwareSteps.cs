using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="LengthAwareBatching"/> plans.</summary>
internal sealed class LengthAwareSteps : Batching
{
    private const double LeastBoundary = 64;
    private const double MostBoundary = 512;
    private readonly LengthAwareBatching options;
    private readonly StepTimes times;
    private readonly ShortQueue queue;
    private readonly LengthBoundaryFit fit = new();
    private readonly LengthAwareLog log;
    private readonly List<(OrderKey Key, int Request)> line = [];
    private readonly int maxDepth;
    private Kind[] kinds = [];
    private double boundary;
    private int longWaiting;
    private int remote;
    private int shortSinceLong;
    private bool shortStep;
    private bool stuck;
    private bool shaken;
    private int steps;

    public LengthAwareSteps(LengthAwareBatching options, PolicyContext context)
    {
        this.options = options;
        maxDepth = options.MaxDepth ?? options.Graphs?.MaxBatch ?? 64;
        boundary = options.Boundary;
        times = new StepTimes(context.Profile, options.Graphs);
        queue = new ShortQueue(options, maxDepth);
        queue.Begin(times.Ordinary(options.Boundary));
        log = new LengthAwareLog(context.Instance);
    }

    private enum Kind : byte
    {
        None,
        Short,
        Long,
        Remote,
    }

    public override IEnumerable<PolicyMeasure> Measures => log.Measures;

    public override bool IsStable(ServingView view, PolicyParts parts) =>
        view.Prefilling.Count == 0 && remote == 0 && !shaken && (!stuck || (parts.Order.IsStatic && parts.Admission.IsStable));

    public override void Queued(ServingView view, int request)
    {
        if (kinds.Length == 0) kinds = new Kind[view.RequestCount];
        var tokens = view.Known(request) - (options.ByFullLength ? 0 : view.CachedTokens(request));
        var kind = view.HasRemoteKv(request) ? Kind.Remote : options.Split && tokens <= boundary ? Kind.Short : Kind.Long;
        kinds[request] = kind;
        if (kind == Kind.Short) queue.Enter(view.Now, arrives: !view.IsPreempted(request));
        else if (kind == Kind.Long) longWaiting++;
        else remote++;
    }

    public override void Admitted(ServingView view, int request) => LeaveQueue(request);

    public override void Aborted(ServingView view, int request) => LeaveQueue(request);

    public override void StepEnded(ServingView view, StepPlan plan, long duration)
    {
        if (plan.Prefills.Count == 0) return;
        if (shortStep) queue.Served(duration);
        if (options.RefitSteps == 0 || plan.Decodes) return;
        double pairs = 0, tokens = 0, history = 0;
        foreach (var item in plan.Prefills)
        {
            pairs += item.Tokens * (item.Tokens + (2.0 * item.Past));
            tokens += item.Tokens;
            history += item.Past;
        }
        if (shortStep) fit.AddMemory(tokens, history, duration);
        else fit.AddCompute(pairs, tokens, duration);
        if (++steps % options.RefitSteps == 0) Refit(view);
    }

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        parts.Retention.BeginStep(view, draft);
        (shortStep, stuck) = (false, false);
        if (remote > 0) Receive(view, draft);
        if (view.WaitingCount > 0) parts.Admission.BeginRound(view, draft);
        var readyAt = queue.Count == 0 ? SimTime.Never : queue.ReadyAt(view.Now, options.Window == WindowRule.Fixed ? SimTime.Never : EarliestDeadline(view, Kind.Short));
        var ready = readyAt <= view.Now;
        var hasLong = longWaiting > 0 || view.Prefilling.Count > 0;
        var longFirst = hasLong && ((options.ShortBetweenLong > 0 && shortSinceLong >= options.ShortBetweenLong) || (options.UrgentFirst && IsUrgent(view)));
        if (ready && !longFirst && PlanShort(view, parts, draft)) return;
        if (hasLong && PlanLong(view, parts, draft)) return;
        if (ready && longFirst && PlanShort(view, parts, draft)) return;
        stuck = ready || hasLong;
        // What was preempted for a prompt that did not fit after all has gone already: nobody else has to.
        DecodeRoom.Plan(view, parts, draft, decodingOnly: true);
        if (!ready && readyAt != SimTime.Never) draft.WakeAt(readyAt);
        if (draft.Plan.ComputesNothing && view.WaitingCount > 0 && view.RunningCount == 0 && (ready || hasLong) && parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
            draft.Release(program);
        // Whoever lost its KV waits now, and room there is.
        shaken = draft.Plan.Preemptions.Count + draft.Plan.Releases.Count + draft.Plan.Aborts.Count > 0;
    }

    private void LeaveQueue(int request)
    {
        if (kinds.Length == 0) return;
        if (kinds[request] == Kind.Short) queue.Leave();
        else if (kinds[request] == Kind.Long) longWaiting--;
        else if (kinds[request] == Kind.Remote) remote--;
        kinds[request] = Kind.None;
    }

    private void Receive(ServingView view, StepDraft draft)
    {
        for (var i = 0; i < view.WaitingCount; i++)
            if (kinds[view.Waiting(i)] == Kind.Remote && draft.Running < view.Limits.MaxSequences && !draft.TryReceive(view.Waiting(i))) return;
    }

    private bool PlanShort(ServingView view, PolicyParts parts, StepDraft draft)
    {
        LineUp(view, parts, Kind.Short, queue.Count);
        if (line.Count == 0) return false;
        var depth = options.DepthCaps ? queue.Depth : maxDepth;
        var budget = parts.Prefill.StepTokens(view.Limits);
        var head = options.Graphs?.LengthFor(Fresh(view, line[0].Request)) ?? 0;
        // The bucket of the head first: they pad to the same length.
        if (Fill(request => head == 0 || options.Graphs!.LengthFor(Fresh(view, request)) == head) && head > 0)
            Fill(request => options.Graphs!.LengthFor(Fresh(view, request)) != head);
        if (draft.Plan.Prefills.Count == 0) return false;
        var left = queue.Count - draft.Plan.Prefills.Count;
        queue.Dispatched(view.Now, draft.Plan.Prefills.Count, left);
        shortStep = true;
        shortSinceLong++;
        ChooseGraph(draft);
        log.Dispatched(view.Now, draft.Plan, queue.Window, boundary);
        return true;

        bool Fill(Func<int, bool> fits)
        {
            foreach (var (_, request) in line)
            {
                if (draft.Plan.Prefills.Count >= depth || draft.Running >= view.Limits.MaxSequences || draft.Admitted >= parts.Admission.MaxPerStep) return false;
                if (!fits(request)) continue;
                var tokens = Fresh(view, request);
                if (draft.Tokens + tokens > budget && draft.Plan.Prefills.Count > 0) return false;
                if (!MayEnter(view, parts, draft, request, out var skips))
                {
                    if (skips) continue;
                    return false;
                }
                if (!draft.TryAdmit(request, Math.Min(tokens, budget))) return false;
            }
            return true;
        }
    }

    private bool PlanLong(ServingView view, PolicyParts parts, StepDraft draft)
    {
        var budget = parts.Prefill.StepTokens(view.Limits);
        LineUp(view, parts, Kind.Long, int.MaxValue, budget);
        var whole = parts.Prefill is WholePrompts;
        foreach (var (_, request) in line)
        {
            var left = budget - draft.Tokens;
            if (left <= 0 || draft.Plan.Preemptions.Count > 0) break;
            if (view.State(request) == RequestState.Running)
            {
                if (draft.IsGone(request)) continue;
                var more = Math.Min(view.Remaining(request), left);
                while (!draft.TryPrefill(request, more))
                    if (!MakeRoom(view, parts, draft, request)) break;
                continue;
            }
            if (draft.Running >= view.Limits.MaxSequences || draft.Admitted >= parts.Admission.MaxPerStep) continue;
            var tokens = Fresh(view, request);
            if (whole && tokens > left && draft.Tokens > 0) break;
            if (!MayEnter(view, parts, draft, request, out var skips))
            {
                if (skips) continue;
                break;
            }
            if (!draft.TryAdmit(request, whole ? tokens : Math.Min(tokens, left))) break;
        }
        if (draft.Plan.Prefills.Count == 0)
        {
            // The one in front does not fit; those that hold blocks already have to get through, the first of them at the others' cost.
            foreach (var request in view.Prefilling)
            {
                if (draft.IsGone(request) || draft.Tokens >= budget) continue;
                var more = Math.Min(view.Remaining(request), budget - draft.Tokens);
                var fits = draft.TryPrefill(request, more);
                while (!fits && draft.Plan.Prefills.Count == 0 && MakeRoom(view, parts, draft, request)) fits = draft.TryPrefill(request, more);
            }
        }
        if (draft.Plan.Prefills.Count == 0) return false;
        shortSinceLong = 0;
        ChooseGraph(draft);
        log.Packed(draft.Plan);
        return true;
    }

    private static bool MayEnter(ServingView view, PolicyParts parts, StepDraft draft, int request, out bool skips)
    {
        var verdict = parts.Admission.Decide(view, draft, request);
        if (verdict == AdmissionVerdict.Abort) draft.Abort(request);
        skips = verdict is AdmissionVerdict.Abort or AdmissionVerdict.Skip;
        return verdict == AdmissionVerdict.Admit;
    }

    /// <summary>Requests of a class in the order's order: those that wait, and with long ones those that are in progress. No more than a step can take.</summary>
    private void LineUp(ServingView view, PolicyParts parts, Kind kind, int most, int budget = int.MaxValue)
    {
        line.Clear();
        var inOrder = parts.Order.IsStatic;
        if (!inOrder) parts.Order.BeginSort(view);
        if (kind == Kind.Long)
            foreach (var request in view.Prefilling) line.Add((parts.Order.Key(view, request), request));
        var (taken, tokens) = (0, 0L);
        for (var i = 0; i < view.WaitingCount && taken < most; i++)
        {
            var request = view.Waiting(i);
            if (kinds[request] != kind) continue;
            line.Add((parts.Order.Key(view, request), request));
            taken++;
            if (inOrder && kind == Kind.Long && (tokens += Fresh(view, request)) > budget) break;
        }
        if (!inOrder || (kind == Kind.Long && view.Prefilling.Count > 0)) line.Sort();
    }

    private void ChooseGraph(StepDraft draft)
    {
        var prefills = draft.Plan.Prefills;
        if (options.Graphs is not { } graphs || prefills.Count < options.LeastGraphRequests) return;
        var (sum, longest) = (0, 0);
        foreach (var item in prefills) (sum, longest) = (sum + item.Tokens, Math.Max(longest, item.Tokens));
        if (!graphs.TryCover(prefills.Count, longest, out var batch, out var length)) return;
        if (options.CheaperOnly && times.Graph(batch, length) >= times.Ordinary(sum)) return;
        (draft.Plan.GraphBatch, draft.Plan.GraphLength) = (batch, length);
    }

    private long EarliestDeadline(ServingView view, Kind kind)
    {
        var earliest = SimTime.Never;
        var left = queue.Count;
        for (var i = 0; i < view.WaitingCount && left > 0; i++)
        {
            if (kinds[view.Waiting(i)] != kind) continue;
            if (kind == Kind.Short) left--;
            earliest = Math.Min(earliest, view.Deadline(view.Waiting(i)));
        }
        return earliest;
    }

    /// <summary>True when a long prompt has to go now to be in time, and still can be.</summary>
    private bool IsUrgent(ServingView view)
    {
        foreach (var request in view.Prefilling)
            if (IsUrgent(view, request)) return true;
        for (var i = 0; i < view.WaitingCount; i++)
            if (kinds[view.Waiting(i)] == Kind.Long && IsUrgent(view, view.Waiting(i))) return true;
        return false;
    }

    private bool IsUrgent(ServingView view, int request)
    {
        if (view.Deadline(request) is not (var deadline and < SimTime.Never)) return false;
        var spare = deadline - view.Now - times.Ordinary(view.Remaining(request));
        return spare >= 0 && spare < 2 * queue.Service;
    }

    private void Refit(ServingView view)
    {
        if (fit.Fit() is not { } found || !double.IsFinite(found.FirstTurn)) return;
        boundary = Math.Clamp(Math.Clamp(found.FirstTurn, LeastBoundary, MostBoundary), 0.9 * boundary, 1.1 * boundary);
        log.Refitted(view.Now, boundary);
    }

    private static int Fresh(ServingView view, int request) => view.Known(request) - view.CachedTokens(request);
}
