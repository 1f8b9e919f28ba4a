using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="PrefillFirst"/> plans.</summary>
internal sealed class PrefillFirstSteps : Batching
{
    private readonly bool cutsFirstOnly;
    private readonly WaitingLine line;
    private int budget;
    private bool whole;
    private bool outOfBudget;
    private bool full;

    public PrefillFirstSteps(bool cutsFirstOnly)
    {
        this.cutsFirstOnly = cutsFirstOnly;
        line = new WaitingLine(TryEnter);
    }

    public override bool IsStable(ServingView view, PolicyParts parts) => view.Prefilling.Count == 0 && (full || view.WaitingCount == 0);

    public override void Finished(ServingView view, int request) => full = false;

    public override void Preempted(ServingView view, int request) => full = false;

    public override void Aborted(ServingView view, int request) => full = false;

    public override void HandedOver(ServingView view, int request, int target) => full = false;

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        parts.Retention.BeginStep(view, draft);
        (budget, whole) = (parts.Prefill.StepTokens(view.Limits), parts.Prefill is WholePrompts);
        foreach (var request in view.Prefilling)
            if (draft.Tokens < budget) draft.TryPrefill(request, Math.Min(view.Remaining(request), budget - draft.Tokens));
        // The rest of a prompt that is still longer than the step takes all of it.
        if ((!full || view.RunningCount == 0) && draft.Tokens < budget) LetIn(view, parts, draft);
        if (draft.Plan.Prefills.Count + draft.Plan.Receives.Count == 0) DecodeRoom.Plan(view, parts, draft, decodingOnly: true);
        // A prompt in progress that nobody's decodes will make room for: what is held has to give way.
        while (draft.Plan.ComputesNothing && view.Prefilling.Count > 0 && parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
        {
            draft.Release(program);
            draft.TryPrefill(view.Prefilling[0], Math.Min(view.Remaining(view.Prefilling[0]), budget));
        }
    }

    private void LetIn(ServingView view, PolicyParts parts, StepDraft draft)
    {
        outOfBudget = false;
        line.Begin();
        line.LetInOrRelease(view, parts, draft, view.Limits.MaxSequences);
        full = line.Blocked && !outOfBudget;
    }

    private bool TryEnter(ServingView view, StepDraft draft, int request)
    {
        var tokens = view.Known(request) - view.CachedTokens(request);
        var left = budget - draft.Tokens;
        var mayCut = !whole && (!cutsFirstOnly || draft.Plan.Prefills.Count == 0);
        // A prompt that is never cut and longer than any budget runs alone.
        outOfBudget = left <= 0 || (tokens > left && !mayCut && draft.Tokens > 0);
        return !outOfBudget && draft.TryAdmit(request, mayCut ? Math.Min(tokens, left) : tokens);
    }
}
