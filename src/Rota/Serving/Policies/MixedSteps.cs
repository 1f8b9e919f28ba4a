using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="MixedBatching"/> plans.</summary>
internal sealed class MixedSteps : Batching
{
    private readonly List<(OrderKey Key, int Request)> sorted = [];
    private bool blocked;

    // With a host tier a refused request may fit once the host forgets a part of its context.
    public override bool IsStable(ServingView view, PolicyParts parts) =>
        view.Prefilling.Count == 0 && view.SwappedOut.Count == 0 && (view.WaitingCount == 0 || (blocked && parts.Host is null && parts.Order.IsStatic && parts.Admission.IsStable));

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        var (budget, whole) = (parts.Prefill.StepTokens(view.Limits), parts.Prefill is WholePrompts);
        var threshold = (parts.Prefill as TokenChunks)?.LongPrefillThreshold ?? 0;
        blocked = false;
        parts.Retention.BeginStep(view, draft);
        PlanRunning(view, parts, draft, budget, threshold);
        if (draft.Plan.Preemptions.Count > 0) return;
        PlanWaiting(view, parts, draft, budget, threshold, whole);
        if (!draft.Plan.ComputesNothing || view.WaitingCount == 0 || view.RunningCount + view.Restoring.Count + draft.Plan.Restores.Count > 0) return;
        // Nothing runs and nothing fits: what is held for programs has to give way.
        while (draft.Plan.ComputesNothing && draft.Plan.Restores.Count == 0 && parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
        {
            draft.Release(program);
            PlanWaiting(view, parts, draft, budget, threshold, whole);
        }
    }

    private static void PlanRunning(ServingView view, PolicyParts parts, StepDraft draft, int budget, int threshold)
    {
        // The common case at once: every decoding request stands before every prompt in progress, and all fit.
        if (draft.FreeBlocks >= view.DecodeBlocksNeeded && view.DecodingCount <= budget && DecodesComeFirst(view, budget, threshold) && draft.TryDecodeAll())
        {
            foreach (var request in view.Prefilling)
            {
                var tokens = ChunkOf(view, request, budget - draft.Tokens, threshold);
                if (tokens > 0 && !TryOrMakeRoom(view, parts, draft, request, tokens)) return;
            }
            return;
        }
        PlanOneByOne(view, parts, draft, budget, threshold);
    }

    /// <summary>True when no prompt in progress can take budget from a decoding request behind it.</summary>
    private static bool DecodesComeFirst(ServingView view, int budget, int threshold) =>
        threshold == 0 || view.Prefilling.Count == 0 || (view.Prefilling.Count * (long)threshold) + view.DecodingCount <= budget;

    private static void PlanOneByOne(ServingView view, PolicyParts parts, StepDraft draft, int budget, int threshold)
    {
        var stopped = false;
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
        {
            if (draft.IsGone(request)) continue;
            var left = budget - draft.Tokens;
            if (!view.IsDecoding(request))
            {
                var tokens = ChunkOf(view, request, left, threshold);
                if (!stopped && tokens > 0) stopped = !TryOrMakeRoom(view, parts, draft, request, tokens);
                continue;
            }
            while (!stopped && left > 0 && !draft.TryDecode(request)) stopped = !MakeRoom(view, parts, draft, request);
            if ((stopped || left <= 0) && !draft.IsGone(request)) draft.Pause(request);
        }
    }

    private static bool TryOrMakeRoom(ServingView view, PolicyParts parts, StepDraft draft, int request, int tokens)
    {
        if (draft.IsGone(request)) return true;
        while (!draft.TryPrefill(request, tokens))
            if (!MakeRoom(view, parts, draft, request)) return false;
        return true;
    }

    private void PlanWaiting(ServingView view, PolicyParts parts, StepDraft draft, int budget, int threshold, bool whole)
    {
        if (view.WaitingCount == 0) return;
        parts.Admission.BeginRound(view, draft);
        var inOrder = parts.Order.IsStatic;
        if (!inOrder) SortWaiting(view, parts);
        for (var place = 0; place < view.WaitingCount; place++)
        {
            var request = inOrder ? view.Waiting(place) : sorted[place].Request;
            if (draft.Running >= view.Limits.MaxSequences || draft.Admitted >= parts.Admission.MaxPerStep) break;
            var left = budget - draft.Tokens;
            if (left <= 0) break;
            var verdict = parts.Admission.Decide(view, draft, request);
            if (verdict == AdmissionVerdict.Abort) draft.Abort(request);
            if (verdict is AdmissionVerdict.Abort or AdmissionVerdict.Skip) continue;
            if (verdict == AdmissionVerdict.Stop || !TryEnter(view, draft, request, left, threshold, whole))
            {
                blocked = true;
                break;
            }
        }
        blocked |= draft.Running >= view.Limits.MaxSequences;
    }

    private static bool TryEnter(ServingView view, StepDraft draft, int request, int left, int threshold, bool whole)
    {
        if (view.HasRemoteKv(request)) return draft.TryReceive(request);
        if (view.HostTokens(request) > 0) return draft.TryRestore(request, left);
        var tokens = view.Known(request) - view.CachedTokens(request);
        if (threshold > 0) tokens = Math.Min(tokens, threshold);
        // A prompt that is never cut and longer than any budget runs alone.
        if (whole && tokens > left && draft.Tokens > 0) return false;
        return draft.TryAdmit(request, whole ? tokens : Math.Min(tokens, left));
    }

    private static int ChunkOf(ServingView view, int request, int left, int threshold)
    {
        var tokens = view.Remaining(request);
        if (threshold > 0) tokens = Math.Min(tokens, threshold);
        return Math.Min(tokens, left);
    }

    private void SortWaiting(ServingView view, PolicyParts parts)
    {
        sorted.Clear();
        parts.Order.BeginSort(view);
        for (var i = 0; i < view.WaitingCount; i++) sorted.Add((parts.Order.Key(view, view.Waiting(i)), view.Waiting(i)));
        sorted.Sort();
    }
}
