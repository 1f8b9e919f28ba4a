namespace Rota.SingleMachine.Policies;

/// <summary>
/// Moves jobs one by one to the place where they cost least, given the order of the others, until a whole pass moves none. The cost of a job at every place is
/// swept in one go, an exchange of neighbours at a time; with releases, places are costed by running the order from there.
/// </summary>
internal sealed class InsertionDescent(TardinessProblem problem)
{
    private readonly long[] processing = [.. problem.Jobs.Select(job => job.Processing)];
    private readonly long[] due = [.. problem.Jobs.Select(job => job.Due)];
    private readonly long[] weight = [.. problem.Jobs.Select(job => job.Weight)];
    private readonly long[] release = [.. problem.Jobs.Select(job => job.Release)];
    private readonly long[] ends = new long[problem.Jobs.Length];

    /// <summary>Improves an order in place. It is a valid order at any time, so stopping is safe.</summary>
    public void Improve(Span<int> order, Func<bool>? stop = null)
    {
        Complete(order, 0);
        for (var moved = true; moved;)
        {
            moved = false;
            for (var from = 0; from < order.Length; from++)
            {
                if ((from & 15) == 15 && stop?.Invoke() == true) return;
                var to = problem.HasReleases ? BestPlaceByRunning(order, from) : BestPlaceBySweeping(order, from);
                if (to == from) continue;
                Move(order, from, to);
                Complete(order, Math.Min(from, to));
                moved = true;
            }
        }
    }

    private int BestPlaceBySweeping(ReadOnlySpan<int> order, int from)
    {
        var moving = order[from];
        var (p, d, w) = (processing[moving], due[moving], weight[moving]);
        var own = w * Math.Max(0, ends[from] - d);
        var (best, most) = (from, 0L);
        // To the right: those passed end p earlier.
        long saved = 0;
        for (var place = from + 1; place < order.Length; place++)
        {
            var job = order[place];
            saved += weight[job] * Math.Min(p, Math.Max(0, ends[place] - due[job]));
            var total = saved + own - (w * Math.Max(0, ends[place] - d));
            if (total > most) (best, most) = (place, total);
        }
        // To the left: those passed end p later.
        saved = 0;
        for (var place = from - 1; place >= 0; place--)
        {
            var job = order[place];
            saved -= weight[job] * Math.Max(0, ends[place] + p - Math.Max(due[job], ends[place]));
            var start = ends[place] - processing[job];
            var total = saved + own - (w * Math.Max(0, start + p - d));
            if (total > most) (best, most) = (place, total);
        }
        return best;
    }

    private int BestPlaceByRunning(Span<int> order, int from)
    {
        var (best, least) = (from, Cost(order, 0));
        // The job walks from the front to the back, an exchange of neighbours a step; then home again.
        Move(order, from, 0);
        for (var place = 0; ; place++)
        {
            if (place != from && Cost(order, 0) is var cost && cost < least) (best, least) = (place, cost);
            if (place == order.Length - 1) break;
            (order[place], order[place + 1]) = (order[place + 1], order[place]);
        }
        Move(order, order.Length - 1, from);
        return best;
    }

    private long Cost(ReadOnlySpan<int> order, long now)
    {
        long cost = 0;
        foreach (var job in order)
        {
            now = Math.Max(now, release[job]) + processing[job];
            cost += weight[job] * Math.Max(0, now - due[job]);
        }
        return cost;
    }

    private static void Move(Span<int> order, int from, int to)
    {
        var moving = order[from];
        if (from < to) order[(from + 1)..(to + 1)].CopyTo(order[from..]);
        else order[to..from].CopyTo(order[(to + 1)..]);
        order[to] = moving;
    }

    private void Complete(ReadOnlySpan<int> order, int from)
    {
        var now = from == 0 ? 0 : ends[from - 1];
        for (var place = from; place < order.Length; place++) ends[place] = now = Math.Max(now, release[order[place]]) + processing[order[place]];
    }
}
