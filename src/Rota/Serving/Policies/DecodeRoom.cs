using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Room for the next token of every decoding request: what is held goes first, then running requests are preempted, the last first.</summary>
internal static class DecodeRoom
{
    /// <summary>Plans a token for every decoding request that can keep its KV.</summary>
    /// <param name="view">The instance.</param>
    /// <param name="parts">Who loses its KV.</param>
    /// <param name="draft">The plan.</param>
    /// <param name="decodingOnly">True when a prompt in progress is never preempted for a decode.</param>
    public static void Plan(ServingView view, PolicyParts parts, StepDraft draft, bool decodingOnly)
    {
        while (!draft.TryDecodeAll())
        {
            if (parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
            {
                draft.Release(program);
                continue;
            }
            var victim = parts.Order.Victim(view, draft);
            if (victim < 0 || (decodingOnly && !view.IsDecoding(victim))) victim = LastDecoding(view, draft);
            draft.Preempt(victim);
        }
    }

    /// <summary>The decoding request that was admitted last and keeps its KV so far. There is one, since one lacks a block.</summary>
    private static int LastDecoding(ServingView view, StepDraft draft)
    {
        var request = draft.LastRunning;
        while (!view.IsDecoding(request) || draft.IsGone(request)) request = view.PreviousRunning(request);
        return request;
    }
}
