using System.Runtime.InteropServices;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="LayerStreamBatching"/> plans.</summary>
internal sealed class LayerStreamSteps : Batching
{
    private readonly PassProfile profile;
    private readonly int layers;
    private readonly WaitingLine line;
    private LayerStream shape = new();
    private LayerBatch batch;
    private double room;

    public LayerStreamSteps(PolicyContext context)
    {
        profile = new(context.Profile);
        layers = context.Profile.Layers;
        line = new(TryEnter);
    }

    public override bool IsStable(ServingView view, PolicyParts parts) => view.Prefilling.Count == 0 && line.IsStable(view, parts);

    public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        shape = (LayerStream)parts.Prefill;
        line.Begin();
        parts.Retention.BeginStep(view, draft);
        DecodeRoom.Plan(view, parts, draft, decodingOnly: true);
        // Nobody waits for a token when nobody decodes: then a pass may take what it takes.
        room = view.DecodingCount == 0
            ? double.PositiveInfinity
            : Math.Max(shape.LeastSliceSeconds * SimTime.Second, (shape.TargetSeconds * SimTime.Second) - profile.Decode(view.DecodingCount, view.DecodeContext));
        var onTheWay = GoOn(view, draft);
        if (onTheWay == 0 || (onTheWay == layers && NoneIsCut(view, draft))) Begin(view, parts, draft);
    }

    /// <summary>The batch on its way passes its next layers; returns where it ends, 0 when there is none.</summary>
    private int GoOn(ServingView view, StepDraft draft)
    {
        batch = default;
        var done = 0;
        foreach (var request in view.Prefilling)
        {
            if (view.LayersDone(request) == 0) continue;
            done = view.LayersDone(request);
            batch = batch.With(view.ChunkInProgress(request), view.Computed(request));
        }
        if (done == 0) return 0;
        var end = Spend(view, done);
        foreach (var request in view.Prefilling)
            if (view.LayersDone(request) > 0) draft.TryPrefill(request, view.ChunkInProgress(request), done, end);
        return end;
    }

    /// <summary>The next batch is put together and passes its first layers. In a step that brings another one to its end only if one layer of it fits.</summary>
    private void Begin(ServingView view, PolicyParts parts, StepDraft draft)
    {
        var before = draft.Plan.Prefills.Count;
        if (before > 0 && LayerTime(view, Expected(view)) > room) return;
        batch = default;
        foreach (var request in view.Prefilling)
        {
            if (view.LayersDone(request) > 0) continue;
            var tokens = PieceOf(view.Remaining(request));
            if (tokens <= 0 || draft.IsGone(request) || !draft.TryPrefill(request, tokens)) break;
            batch = batch.With(tokens, view.Computed(request));
        }
        if (draft.Plan.Preemptions.Count == 0) line.LetInOrRelease(view, parts, draft, view.Limits.MaxSequences);
        if (draft.Plan.Prefills.Count == before) return;
        var end = Spend(view, 0);
        foreach (ref var item in CollectionsMarshal.AsSpan(draft.Plan.Prefills)[before..]) item = item with { LayerTo = end };
    }

    private bool TryEnter(ServingView view, StepDraft draft, int request)
    {
        var past = view.CachedTokens(request);
        var known = view.Known(request);
        var tokens = PieceOf(known - past);
        if (tokens <= 0 || !draft.TryAdmit(request, tokens, roomFor: known)) return false;
        batch = batch.With(tokens, past);
        return true;
    }

    /// <summary>Tokens of a prompt that join the batch; 0 for none.</summary>
    private int PieceOf(int remaining)
    {
        var left = shape.AdmissionBudget - batch.Tokens;
        if (!shape.EvenPieces) return Math.Min(remaining, left);
        var pieces = ((remaining - 1) / shape.AdmissionBudget) + 1;
        var piece = ((remaining - 1) / pieces) + 1;
        return piece <= left ? piece : 0;
    }

    /// <summary>The batch that will be put together, if all who wait get in.</summary>
    private LayerBatch Expected(ServingView view)
    {
        batch = default;
        for (var place = 0; place < view.WaitingCount; place++)
        {
            var tokens = PieceOf(view.Known(view.Waiting(place)));
            if (tokens <= 0) break;
            batch = batch.With(tokens, 0);
        }
        return batch;
    }

    /// <summary>The layer behind the last that fits, at least one; the room shrinks.</summary>
    private int Spend(ServingView view, int done)
    {
        var each = LayerTime(view, batch);
        var fitting = room <= each ? 1 : (int)Math.Min(layers - done, room / each);
        room -= fitting * each;
        return done + fitting;
    }

    private double LayerTime(ServingView view, in LayerBatch of) => profile.Prefill(of, view.DecodingCount) / layers;

    /// <summary>True when every prompt of the plan is whole with this step: the next piece of one cannot begin before the step ends, and nobody is to overtake it.</summary>
    private static bool NoneIsCut(ServingView view, StepDraft draft)
    {
        foreach (var item in draft.Plan.Prefills)
            if (item.Past + item.Tokens < view.Known(item.Request)) return false;
        return true;
    }
}
