using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Steps that only decode, for batchings that keep prompts and answers apart.</summary>
internal static class DecodeSteps
{
    /// <summary>Every decoding request makes a token; while blocks are missing, held contexts are released, then requests preempted as the order says.</summary>
    public static void Plan(ServingView view, PolicyParts parts, StepDraft draft)
    {
        if (view.DecodingCount == 0 && view.Paused.Count == 0) return;
        if (view.Paused.Count == 0 && draft.TryDecodeAll()) return;
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
        {
            if (draft.IsGone(request) || !(view.IsDecoding(request) || view.Paused.Contains(request))) continue;
            var fits = draft.TryDecode(request);
            while (!fits && MakeRoom(view, parts, draft, request)) fits = draft.TryDecode(request);
            if (!fits && !draft.IsGone(request)) draft.Pause(request);
        }
    }

    /// <summary>Releases what is held, or preempts; false when the request itself had to go, or nothing is left to take.</summary>
    public static bool MakeRoom(ServingView view, PolicyParts parts, StepDraft draft, int request)
    {
        if (parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
        {
            draft.Release(program);
            return true;
        }
        var victim = parts.Order.Victim(view, draft);
        if (victim < 0) return false;
        draft.Preempt(victim);
        return victim != request;
    }
}
