namespace Rota.SingleMachine.Policies;

/// <summary>
/// NBR (Holsenback and Russell 1992): from earliest due date, the last late job backwards; of the longer jobs before it, the one whose move to right behind it saves
/// most is moved, as long as one saves anything. Details beyond that are ours. O(n^2) a move.
/// </summary>
public sealed class NetBenefitOfRelocation : SequencingRule
{
    /// <inheritdoc/>
    public override string Name => "nbr";

    /// <inheritdoc/>
    public override string Description => "from earliest due date, longer jobs move behind late ones by net benefit (Holsenback and Russell 1992)";

    /// <inheritdoc/>
    public override int[]? Order(TardinessProblem problem, Func<bool>? stop = null)
    {
        var order = JobOrders.ByDueThenProcessing(problem);
        var ends = new long[order.Length];
        Complete(problem, order, ends, 0);
        for (var late = order.Length - 1; late > 0; late--)
        {
            while (ends[late] > problem.Jobs[order[late]].Due)
            {
                if (stop?.Invoke() == true) return null;
                var from = BestMove(problem, order, ends, late);
                if (from < 0) break;
                var moved = order[from];
                Array.Copy(order, from + 1, order, from, late - from);
                order[late] = moved;
                Complete(problem, order, ends, from);
                // The late job now stands a place earlier, and so does the search.
                late--;
                if (late == 0) break;
            }
        }
        return order;
    }

    /// <summary>The place before <paramref name="late"/> whose job saves most behind it; -1 when none saves anything.</summary>
    private static int BestMove(TardinessProblem problem, int[] order, long[] ends, int late)
    {
        var length = problem.Jobs[order[late]].Processing;
        var (best, most) = (-1, 0L);
        for (var from = late - 1; from >= 0; from--)
        {
            var job = problem.Jobs[order[from]];
            if (job.Processing <= length) continue;
            var benefit = Math.Max(0, ends[from] - job.Due) - Math.Max(0, ends[late] - job.Due);
            for (var place = from + 1; place <= late; place++)
                benefit += Math.Min(job.Processing, Math.Max(0, ends[place] - problem.Jobs[order[place]].Due));
            if (benefit > most) (best, most) = (from, benefit);
        }
        return best;
    }

    private static void Complete(TardinessProblem problem, int[] order, long[] ends, int from)
    {
        var now = from == 0 ? 0 : ends[from - 1];
        for (var place = from; place < order.Length; place++) ends[place] = now += problem.Jobs[order[place]].Processing;
    }
}
