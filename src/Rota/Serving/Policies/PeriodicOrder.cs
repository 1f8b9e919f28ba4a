using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// An order by priorities that are set anew every so many steps and hold in between; a request that comes in between is given one at once. The greatest
/// priority is next; among equals, who came first.
/// </summary>
internal abstract class PeriodicOrder(int period) : RequestOrder
{
    private readonly Dictionary<int, double> priorities = [];
    private readonly List<int> live = [];
    private long refresh;

    /// <summary>How often priorities were set, 0 before the first time.</summary>
    public long RefreshIndex => refresh;

    public sealed override bool IsStatic => false;

    /// <summary>Requests that are not done.</summary>
    protected IReadOnlyList<int> Live => live;

    public sealed override OrderKey Key(ServingView view, int request) =>
        new(OrderKey.Of(priorities.TryGetValue(request, out var priority) ? -priority : 0), view.Arrival(request), request);

    public sealed override int Victim(ServingView view, StepDraft draft)
    {
        var (last, key) = (-1, default(OrderKey));
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
            if (!draft.IsGone(request) && (last < 0 || Key(view, request) > key)) (last, key) = (request, Key(view, request));
        return last;
    }

    public sealed override void Queued(ServingView view, int request)
    {
        if (priorities.ContainsKey(request)) return;
        live.Add(request);
        Came(view, request);
        priorities[request] = Priority(view, request);
    }

    public sealed override void Finished(ServingView view, int request) => Remove(view, request);

    public sealed override void Aborted(ServingView view, int request) => Remove(view, request);

    public sealed override void StepEnded(ServingView view, StepPlan plan, long duration)
    {
        if (view.StepCount / period == refresh) return;
        refresh = view.StepCount / period;
        BeforeRefresh(view);
        foreach (var request in live) priorities[request] = Priority(view, request);
        AfterRefresh(view);
    }

    /// <summary>The priority of a live request, larger is sooner. Asked once a refresh, in order of arrival.</summary>
    protected abstract double Priority(ServingView view, int request);

    /// <summary>A request came.</summary>
    protected virtual void Came(ServingView view, int request) { }

    /// <summary>A request is done or was given up; asked before it is forgotten.</summary>
    protected virtual void Went(ServingView view, int request) { }

    /// <summary>Before priorities are set.</summary>
    protected virtual void BeforeRefresh(ServingView view) { }

    /// <summary>After priorities were set.</summary>
    protected virtual void AfterRefresh(ServingView view) { }

    /// <summary>The period's range.</summary>
    internal static int Checked(int period, string name) =>
        period >= 1 ? period : throw new RotaException($"{name}: priorities every {period} steps, expected at least 1");

    private void Remove(ServingView view, int request)
    {
        if (!priorities.Remove(request)) return;
        Went(view, request);
        live.Remove(request);
    }
}
