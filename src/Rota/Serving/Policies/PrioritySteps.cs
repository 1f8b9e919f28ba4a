using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="PriorityBatching"/> plans.</summary>
internal sealed class PrioritySteps(PriorityBatching choice) : Batching
{
    private readonly List<(int Class, OrderKey Key, int Request)> ranked = [];
    private readonly List<int> selected = [];
    private readonly HashSet<int> chosen = [];
    private readonly HashSet<int> chosenPrograms = [];
    private readonly List<Hold> idle = [];

    public override bool IsStable(ServingView view, PolicyParts parts) => false;

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        parts.Retention.BeginStep(view, draft);
        RankAll(view, parts);
        Select(view, parts, draft);
        MakeRoom(view, parts, draft);
        PlanDecodes(view, draft);
        PlanRest(view, parts, draft);
    }

    /// <summary>Requests that are not done, the most urgent first.</summary>
    private void RankAll(ServingView view, PolicyParts parts)
    {
        ranked.Clear();
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request)) Rank(request);
        foreach (var request in view.SwappedOut) Rank(request);
        for (var place = 0; place < view.WaitingCount; place++) Rank(view.Waiting(place));
        ranked.Sort();

        // Without preemption whoever has entered goes before all that have not.
        void Rank(int request) => ranked.Add((choice.Preempts || view.State(request) == RequestState.Running ? 0 : view.IsPreempted(request) ? 1 : 2, parts.Order.Key(view, request), request));
    }

    /// <summary>The longest prefix that fits. Contexts on their way in keep their room.</summary>
    private void Select(ServingView view, PolicyParts parts, StepDraft draft)
    {
        selected.Clear();
        chosen.Clear();
        chosenPrograms.Clear();
        // What the prefix takes, and what the requests take that run: those whose copies have to wait for a later step leave their room until then.
        long prefix = view.Limits.KvBlocks;
        foreach (var request in view.SwappingIn) prefix -= Needed(view, request);
        var (room, count, ahead, closed) = (prefix, view.SwappingIn.Count, view.SwappingIn.Count, false);
        parts.Admission.BeginRound(view, draft);
        foreach (var (_, _, request) in ranked)
        {
            if (count == view.Limits.MaxSequences || (closed && !choice.Backfills)) break;
            var running = view.State(request) == RequestState.Running;
            if (closed && !running) continue;
            if (!closed && view.State(request) == RequestState.Waiting)
            {
                var verdict = parts.Admission.Decide(view, draft, request);
                if (verdict == AdmissionVerdict.Stop) closed = true;
                if (verdict == AdmissionVerdict.Abort) draft.Abort(request);
                if (verdict != AdmissionVerdict.Admit) continue;
            }
            var needed = Needed(view, request);
            closed |= (prefix -= needed) < 0 || ++ahead > view.Limits.MaxSequences;
            if (needed > room || (closed && !(choice.Backfills && running))) continue;
            if (choice.Paced && HostTokens(view, parts, request) is var tokens and > 0 && !parts.Swapping!.CanCome(view, request, tokens)) continue;
            room -= needed;
            count++;
            selected.Add(request);
            chosen.Add(request);
            if (view.Program(request) is var program and >= 0) chosenPrograms.Add(program);
        }
    }

    /// <summary>Moves out what the prefix does not leave room for.</summary>
    private void MakeRoom(ServingView view, PolicyParts parts, StepDraft draft)
    {
        long missing = -draft.FreeBlocks;
        foreach (var request in selected) missing += Needed(view, request) - Held(view, request);
        foreach (var request in view.SwappingIn) missing += Needed(view, request) - view.HeldBlocks(request);
        if (missing <= 0) return;
        idle.Clear();
        foreach (var hold in view.Holds.Values)
            if (!chosenPrograms.Contains(hold.Program)) idle.Add(hold);
        idle.Sort((a, b) => (a.Since, a.Program).CompareTo((b.Since, b.Program)));
        foreach (var hold in idle)
        {
            if (missing <= 0) return;
            // A program with a request in the queue is not idle: it goes by that request's rank, below.
            if (view.WaitingOf(hold.Program) < 0) missing -= MoveOut(parts, draft, hold, view);
        }
        for (var i = ranked.Count - 1; i >= 0 && missing > 0; i--)
        {
            var request = ranked[i].Request;
            if (chosen.Contains(request)) continue;
            if (view.State(request) == RequestState.Waiting)
            {
                if (view.Program(request) is var program and >= 0 && view.Holds.TryGetValue(program, out var hold)) missing -= MoveOut(parts, draft, hold, view);
                continue;
            }
            if (view.State(request) != RequestState.Running) continue;
            missing -= view.ReclaimableBlocks(request);
            if (parts.Swapping is null) draft.Preempt(request);
            else draft.SwapOut(request);
        }
    }

    private static int MoveOut(PolicyParts parts, StepDraft draft, Hold hold, ServingView view)
    {
        var blocks = view.ReclaimableBlocks(hold);
        if (parts.Swapping is null) draft.Release(hold.Program);
        else draft.SwapOutHold(hold.Program);
        return blocks;
    }

    private void PlanDecodes(ServingView view, StepDraft draft)
    {
        foreach (var request in view.Decoding)
            if (!draft.IsGone(request) && !(chosen.Contains(request) && draft.TryDecode(request))) draft.Pause(request);
    }

    /// <summary>Prompts in progress, contexts from the host, and new requests, the most urgent first.</summary>
    private void PlanRest(ServingView view, PolicyParts parts, StepDraft draft)
    {
        var budget = parts.Prefill.StepTokens(view.Limits);
        var whole = parts.Prefill is WholePrompts;
        var (ready, returning) = (0, 0);
        foreach (var request in selected)
        {
            if (view.State(request) == RequestState.Running) ready++;
            // Whoever comes back behind his prompt makes a token in this step at the latest; it is kept for him.
            else if (view.Generated(request) > 0) returning++;
        }
        foreach (var request in selected)
        {
            if (view.State(request) != RequestState.Running && view.Generated(request) > 0) returning--;
            var left = budget - draft.Tokens - returning;
            if (view.State(request) == RequestState.Running)
            {
                if (!view.IsDecoding(request) && Chunk(view.Remaining(request), left) is var tokens and > 0) draft.TryPrefill(request, tokens);
                continue;
            }
            var cached = view.State(request) == RequestState.Waiting ? view.CachedTokens(request) : 0;
            var host = HostTokens(view, parts, request);
            if (view.State(request) == RequestState.SwappedOut || host > 0)
            {
                var waits = host == 0 || parts.Swapping!.Waits(view, request, host, ready, selected.Count);
                draft.TrySwapIn(request, host, waits, Math.Max(0, Chunk(view.Known(request) - host, left)));
            }
            else if (Chunk(view.Known(request) - cached, left) is var tokens and > 0)
            {
                draft.TryAdmit(request, tokens);
            }
        }

        int Chunk(int tokens, int left) => !whole ? Math.Min(tokens, left) : tokens <= left || draft.Tokens == 0 ? tokens : 0;
    }

    /// <summary>Tokens of a request's context that have to come from the host.</summary>
    private static int HostTokens(ServingView view, PolicyParts parts, int request) =>
        parts.Swapping is null || view.State(request) == RequestState.Running || (view.Program(request) is var program and >= 0 && view.Holds.ContainsKey(program))
            ? 0
            : parts.Swapping.HostTokens(view, request);

    /// <summary>Blocks a request needs to compute all that is known of it.</summary>
    private static int Needed(ServingView view, int request) => view.BlocksOf(view.Known(request));

    /// <summary>Of these, blocks that are its own already or its program's.</summary>
    private static int Held(ServingView view, int request)
    {
        if (view.State(request) != RequestState.Waiting) return view.State(request) == RequestState.Running ? view.HeldBlocks(request) : 0;
        return view.Program(request) is var program and >= 0 && view.Holds.ContainsKey(program) ? view.BlocksOf(view.CachedTokens(request)) : 0;
    }
}
