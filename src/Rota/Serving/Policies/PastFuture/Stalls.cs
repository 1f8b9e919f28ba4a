using Rota.Serving.Engine;

namespace Rota.Serving.Policies.PastFuture;

/// <summary>Finds the running requests whose last gap between tokens was longer than a limit. All that decode have the same gap, except those that just came.</summary>
internal sealed class Stalls(long limit)
{
    private readonly HashSet<int> fresh = [];
    private readonly Dictionary<int, long> resumed = [];
    private readonly List<int> stalled = [];
    private readonly List<int> taken = [];
    private long lastEnd = -1;

    /// <summary>A request that was evicted runs again: its gap began with its last token.</summary>
    public void Admitted(ServingView view, int request)
    {
        if (limit != SimTime.Never && view.Generated(request) > 0) resumed[request] = view.LastToken(request);
    }

    /// <summary>A step ended.</summary>
    public void StepEnded(ServingView view, StepPlan plan)
    {
        if (limit == SimTime.Never) return;
        foreach (var item in plan.Prefills)
        {
            fresh.Add(item.Request);
            if (resumed.Remove(item.Request, out var since) && view.Now - since > limit) stalled.Add(item.Request);
        }
        if (!plan.Decodes) return;
        if (lastEnd >= 0 && view.Now - lastEnd > limit)
            foreach (var request in view.Decoding)
                if (!fresh.Contains(request)) stalled.Add(request);
        lastEnd = view.Now;
        fresh.Clear();
    }

    /// <summary>Those that stalled and still run; each is told once.</summary>
    public IReadOnlyList<int> Take(ServingView view)
    {
        taken.Clear();
        foreach (var request in stalled)
            if (view.State(request) == RequestState.Running) taken.Add(request);
        stalled.Clear();
        return taken;
    }
}
