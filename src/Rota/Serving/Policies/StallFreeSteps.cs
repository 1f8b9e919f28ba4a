using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="StallFreeBatching"/> plans.</summary>
internal sealed class StallFreeSteps : Batching
{
    private readonly StallFreeBatching options;
    private readonly WaitingLine line;
    private int budget;
    private int watermark;

    public StallFreeSteps(StallFreeBatching options)
    {
        this.options = options;
        line = new(TryEnter);
    }

    public override bool IsStable(ServingView view, PolicyParts parts) => view.Prefilling.Count == 0 && line.IsStable(view, parts);

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        budget = parts.Prefill.StepTokens(view.Limits);
        watermark = (int)(options.Watermark * view.Limits.KvBlocks);
        line.Begin();
        parts.Retention.BeginStep(view, draft);
        DecodeRoom.Plan(view, parts, draft, decodingOnly: false);
        foreach (var request in view.Prefilling)
        {
            var tokens = Math.Min(view.Remaining(request), budget - draft.Tokens);
            if (tokens > 0 && !draft.IsGone(request)) draft.TryPrefill(request, tokens);
        }
        if (draft.Plan.Preemptions.Count == 0) line.LetInOrRelease(view, parts, draft, Math.Min(options.MaxBatch, view.Limits.MaxSequences));
    }

    private bool TryEnter(ServingView view, StepDraft draft, int request)
    {
        var left = budget - draft.Tokens;
        var prompt = view.Known(request);
        // A prompt that would never fit above the watermark enters an idle instance all the same.
        return left > 0 && draft.TryAdmit(request, Math.Min(prompt - view.CachedTokens(request), left), reserve: draft.Running == 0 ? 0 : watermark, roomFor: prompt);
    }
}
