using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="OrderedChunks"/> plans.</summary>
internal sealed class OrderedChunkSteps(long control) : Batching
{
    private readonly RankedPrompts ranked = new();

    public override bool IsStable(ServingView view, PolicyParts parts) => view.WaitingCount == 0 && view.Prefilling.Count == 0;

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        var (budget, whole) = (parts.Prefill.StepTokens(view.Limits), parts.Prefill is WholePrompts);
        var most = parts.Prefill is TokenChunks { LongPrefillThreshold: > 0 and var threshold } ? threshold : int.MaxValue;
        parts.Retention.BeginStep(view, draft);
        Decode(view, parts, draft);
        Prompts(view, parts, draft, budget, most, whole);
        while (draft.Plan.ComputesNothing && view.RunningCount == 0 && view.WaitingCount > 0 && parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
        {
            draft.Release(program);
            Prompts(view, parts, draft, budget, most, whole);
        }
        if (draft.Plan.Prefills.Count > 0) draft.Plan.ExtraTime = control;
    }

    private static void Decode(ServingView view, PolicyParts parts, StepDraft draft)
    {
        if (view.DecodingCount == 0) return;
        while (!draft.TryDecodeAll())
        {
            if (parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0) draft.Release(program);
            else if (parts.Order.Victim(view, draft) is var victim and >= 0) draft.Preempt(victim);
            else return;
        }
    }

    private void Prompts(ServingView view, PolicyParts parts, StepDraft draft, int budget, int most, bool whole)
    {
        ranked.Clear();
        foreach (var request in view.Prefilling)
            if (!draft.IsGone(request)) ranked.Add(parts.Order.Key(view, request), request);
        // A step that had to take KV away lets nobody in.
        var closed = draft.Plan.Preemptions.Count > 0;
        for (var i = 0; i < view.WaitingCount && !closed; i++) ranked.Add(parts.Order.Key(view, view.Waiting(i)), view.Waiting(i));
        parts.Admission.BeginRound(view, draft);
        while (draft.Tokens < budget && ranked.TryTake(out var request))
        {
            var left = Math.Min(most, budget - draft.Tokens);
            if (view.State(request) != RequestState.Waiting)
            {
                draft.TryPrefill(request, Math.Min(view.Remaining(request), left));
                continue;
            }
            if (closed || draft.Running >= view.Limits.MaxSequences || draft.Admitted >= parts.Admission.MaxPerStep) continue;
            var verdict = parts.Admission.Decide(view, draft, request);
            if (verdict == AdmissionVerdict.Abort) draft.Abort(request);
            if (verdict is AdmissionVerdict.Abort or AdmissionVerdict.Skip) continue;
            closed = verdict == AdmissionVerdict.Stop || !Enter(view, draft, request, left, whole);
        }
    }

    private static bool Enter(ServingView view, StepDraft draft, int request, int left, bool whole)
    {
        var tokens = view.ToCompute(request);
        // A prompt that is never cut and longer than any budget runs alone.
        if (whole && tokens > left && draft.Tokens > 0) return false;
        return view.HasRemoteKv(request) ? draft.TryReceive(request) : draft.TryAdmit(request, whole ? tokens : Math.Min(tokens, left), roomFor: view.Known(request));
    }
}
