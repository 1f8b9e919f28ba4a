using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="FewestLate"/> orders.</summary>
internal sealed class FewestLateOrder(PrefillPredictions predictions, ArrivingWork arriving, double fairness) : RequestOrder
{
    private const long OnTime = 0, GivenUp = 1, Late = 2;
    private readonly List<(long Deadline, int Request, long Remaining)> jobs = [];
    private readonly PriorityQueue<(int Request, long Remaining), (double Negative, int Request)> kept = new();
    private readonly HashSet<int> givenUp = [];
    private long madeAt = -1;
    private bool changed = true;

    public override bool IsStatic => false;

    public override void Queued(ServingView view, int request)
    {
        changed = true;
        if (!view.IsPreempted(request)) arriving.Add(view.Now, view.TtftTarget(request), predictions.For(request, view.ToCompute(request)));
    }

    public override void Admitted(ServingView view, int request) => changed = true;

    public override void FirstTokenMade(ServingView view, int request)
    {
        if (view.Now <= view.Deadline(request)) arriving.OnTime(view.Now, view.TtftTarget(request));
    }

    public override void StepEnded(ServingView view, StepPlan plan, long duration)
    {
        changed = true;
        predictions.Learn(view, plan, duration);
    }

    public override OrderKey Key(ServingView view, int request)
    {
        var deadline = view.Deadline(request);
        var tie = view.State(request) == RequestState.Waiting ? (SimTime.Never / 2) + view.Arrival(request) : view.Arrival(request);
        if (deadline == SimTime.Never) return new(OnTime, deadline, tie);
        if (changed || madeAt != view.Now) Choose(view);
        var remaining = predictions.Remaining(view, request);
        if (view.Now + remaining >= deadline) return new(Late, view.Arrival(request), tie);
        // Of those given up the shortest are the likeliest to be on time after all.
        return givenUp.Contains(request) ? new(GivenUp, remaining, tie) : new(OnTime, deadline, tie);
    }

    /// <summary>Chooses whom to give up among all that wait or have started.</summary>
    private void Choose(ServingView view)
    {
        (changed, madeAt) = (false, view.Now);
        jobs.Clear();
        givenUp.Clear();
        kept.Clear();
        for (var i = 0; i < view.WaitingCount; i++) Add(view, view.Waiting(i), predictions.Remaining(view, view.Waiting(i)));
        foreach (var request in view.Prefilling) Add(view, request, Share(view, request));
        jobs.Sort();
        var load = 0L;
        foreach (var (deadline, request, remaining) in jobs)
        {
            load += remaining;
            kept.Enqueue((request, remaining), (-remaining * Weight(view, request), request));
            var horizon = deadline - view.Now;
            while (kept.TryPeek(out var largest, out _) && load + arriving.Until(view.Now, horizon, largest.Remaining) > horizon)
            {
                kept.Dequeue();
                load -= largest.Remaining;
                givenUp.Add(largest.Request);
            }
        }
    }

    /// <summary>What a request's time counts when it is asked who takes most: less for targets that were often missed.</summary>
    private double Weight(ServingView view, int request) => fairness == 0 ? 1 : Math.Pow(arriving.Share(view.TtftTarget(request)), fairness);

    private void Add(ServingView view, int request, long remaining)
    {
        var deadline = view.Deadline(request);
        if (deadline != SimTime.Never && view.Now + remaining < deadline) jobs.Add((deadline, request, remaining));
    }

    /// <summary>A request's own part of what the pass that it shares still needs.</summary>
    private long Share(ServingView view, int request)
    {
        var remaining = predictions.Remaining(view, request);
        var pass = view.PassTokens(request);
        return pass <= view.ChunkInProgress(request) ? remaining : (long)((double)remaining * view.ChunkInProgress(request) / pass);
    }
}
