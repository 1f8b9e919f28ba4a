using System.Runtime.InteropServices;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="LayeredBatching"/> plans.</summary>
internal sealed class LayeredSteps : Batching
{
    private readonly PolicyContext context;
    private readonly int layers;
    private readonly WaitingLine line;
    private LayerGroupRule? rule;
    private LayerBatch batch;
    private int budget;
    private int groups = 1;

    public LayeredSteps(PolicyContext context)
    {
        this.context = context;
        layers = context.Profile.Layers;
        line = new(TryEnter);
    }

    public override bool IsStable(ServingView view, PolicyParts parts) => view.Prefilling.Count == 0 && line.IsStable(view, parts);

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        var shape = (LayerGroups)parts.Prefill;
        rule ??= shape.Grouping.Create(context);
        line.Begin();
        parts.Retention.BeginStep(view, draft);
        DecodeRoom.Plan(view, parts, draft, decodingOnly: true);
        if (!TryGoOn(view, draft)) Admit(view, parts, draft, shape);
    }

    /// <summary>The batch on its way passes its next group; false when none is.</summary>
    private bool TryGoOn(ServingView view, StepDraft draft)
    {
        var found = false;
        foreach (var request in view.Prefilling)
        {
            var done = view.LayersDone(request);
            if (done == 0) continue;
            draft.TryPrefill(request, view.ChunkInProgress(request), done, EndOf(done));
            found = true;
        }
        return found;
    }

    private void Admit(ServingView view, PolicyParts parts, StepDraft draft, LayerGroups shape)
    {
        (batch, budget) = (default, shape.AdmissionBudget);
        foreach (var request in view.Prefilling)
        {
            var tokens = Math.Min(view.Remaining(request), budget - batch.Tokens);
            if (tokens <= 0 || draft.IsGone(request) || !draft.TryPrefill(request, tokens)) break;
            batch = batch.With(tokens, view.Computed(request));
        }
        // Who was preempted is first in line; nobody overtakes it in the step that took its blocks.
        if (draft.Plan.Preemptions.Count == 0) line.LetInOrRelease(view, parts, draft, view.Limits.MaxSequences);
        if (draft.Plan.Prefills.Count == 0) return;
        groups = Math.Clamp(rule!.Groups(view, batch), 1, layers);
        foreach (ref var item in CollectionsMarshal.AsSpan(draft.Plan.Prefills)) item = item with { LayerTo = EndOf(0) };
    }

    private bool TryEnter(ServingView view, StepDraft draft, int request)
    {
        var past = view.CachedTokens(request);
        var tokens = Math.Min(view.Known(request) - past, budget - batch.Tokens);
        if (tokens <= 0 || !draft.TryAdmit(request, tokens, roomFor: view.Known(request))) return false;
        batch = batch.With(tokens, past);
        return true;
    }

    /// <summary>Behind the last layer of the group that begins at a layer.</summary>
    private int EndOf(int from)
    {
        for (var group = 0; ; group++)
            if (LayerGroups.Range(layers, groups, group) is var range && range.From == from) return range.To;
    }
}
