using Rota.Serving.Engine;

namespace Rota.Serving.Policies.PastFuture;

/// <summary>How <see cref="PrefillAlone"/> plans.</summary>
internal sealed class PrefillRounds : Batching
{
    private readonly PrefillAlone options;
    private readonly long waitLimit;
    private readonly long gapLimit;
    private readonly Stalls stalls;
    private readonly WaitingLine line;
    private long roundAt;
    private int budget;

    public PrefillRounds(PrefillAlone options)
    {
        this.options = options;
        (waitLimit, gapLimit) = (Limit(options.AbortWaitingSeconds), Limit(options.AbortRunningSeconds));
        stalls = new(gapLimit);
        line = new(Enter);
    }

    /// <summary>Rounds with nobody waiting change nothing; a gap between tokens has to be looked at step by step.</summary>
    public override bool IsStable(ServingView view, PolicyParts parts) => view.WaitingCount == 0 && view.Paused.Count == 0 && gapLimit == SimTime.Never;

    public override void Admitted(ServingView view, int request) => stalls.Admitted(view, request);

    public override void StepEnded(ServingView view, StepPlan plan, long duration) => stalls.StepEnded(view, plan);

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        parts.Retention.BeginStep(view, draft);
        // Rounds with nobody waiting pass unseen but keep their beat, so that steps made many at once end at the same one.
        var elapsed = view.DecodeSteps - roundAt;
        var due = view.WaitingCount > 0 && (view.RunningCount == 0 || (elapsed > 0 && elapsed % options.RoundInterval == 0));
        foreach (var request in stalls.Take(view)) draft.Abort(request);
        if (due) GiveUp(view, draft);
        // Who is given up is gone before anything else is planned; the core asks again at once.
        if (draft.Plan.Aborts.Count > 0) return;
        if (due) Round(view, parts, draft);
        if (draft.Plan.Prefills.Count == 0 && view.DecodingCount > 0) DecodeRoom.Plan(view, parts, draft, decodingOnly: false);
    }

    private void Round(ServingView view, PolicyParts parts, StepDraft draft)
    {
        roundAt = view.DecodeSteps;
        budget = parts.Prefill.StepTokens(view.Limits);
        line.Begin();
        line.LetInOrRelease(view, parts, draft, view.Limits.MaxSequences);
        if (draft.Plan.ComputesNothing && view.RunningCount == 0 && waitLimit != SimTime.Never) draft.WakeAt(view.Now + waitLimit);
    }

    /// <summary>A prompt joins the round whole; one longer than any round's budget has a round of its own.</summary>
    private bool Enter(ServingView view, StepDraft draft, int request)
    {
        var tokens = view.Known(request) - view.CachedTokens(request);
        return draft.Admitted < (options.AdmitsPerRound ?? int.MaxValue)
            && (draft.Tokens == 0 || draft.Tokens + tokens <= budget)
            && draft.TryAdmit(request, tokens);
    }

    /// <summary>Waiting requests without a token that are too old, and evicted ones whose last token is.</summary>
    private void GiveUp(ServingView view, StepDraft draft)
    {
        for (var place = 0; place < view.WaitingCount; place++)
        {
            var request = view.Waiting(place);
            var late = view.FirstToken(request) == SimTime.Never
                ? waitLimit != SimTime.Never && view.Now - view.Arrival(request) > waitLimit
                : gapLimit != SimTime.Never && view.Now - view.LastToken(request) > gapLimit;
            if (late) draft.Abort(request);
        }
    }

    private static long Limit(double? seconds) => seconds is { } value ? SimTime.FromSeconds(value) : SimTime.Never;
}
