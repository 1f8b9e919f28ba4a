namespace Rota.SingleMachine.Policies;

/// <summary>
/// Wilkerson and Irwin's list method (1971). Of the two jobs at the front of the list by due date, the first keeps the lead if now + max(p) is at most max(d), else the
/// shorter goes first. A shorter one that goes first is then held against the jobs already placed, by the same test, and moves before those that do not keep theirs.
/// Details beyond that are ours. O(n^2).
/// </summary>
public sealed class WilkersonIrwin : SequencingRule
{
    /// <inheritdoc/>
    public override string Name => "wilkerson-irwin";

    /// <inheritdoc/>
    public override string Description => "earliest due date first, the shorter of two neighbours where both cannot be on time, looking back (Wilkerson and Irwin 1971)";

    /// <inheritdoc/>
    public override int[]? Order(TardinessProblem problem, Func<bool>? stop = null)
    {
        var list = JobOrders.ByDueThenProcessing(problem);
        var sequence = new int[list.Length];
        var (placed, now) = (0, 0L);
        if (list.Length == 0) return sequence;
        var pivot = list[0];
        for (var next = 1; next < list.Length; next++)
        {
            if ((next & 63) == 63 && stop?.Invoke() == true) return null;
            var rival = list[next];
            if (Keeps(problem, pivot, rival, now))
            {
                sequence[placed++] = pivot;
                now += problem.Jobs[pivot].Processing;
                pivot = rival;
                continue;
            }
            Place(problem, sequence, placed++, rival, now);
            now += problem.Jobs[rival].Processing;
        }
        sequence[placed] = pivot;
        return sequence;
    }

    /// <summary>Puts a job behind the last placed one that keeps its lead over it.</summary>
    private static void Place(TardinessProblem problem, int[] sequence, int place, int job, long now)
    {
        for (; place > 0; place--)
        {
            var last = sequence[place - 1];
            now -= problem.Jobs[last].Processing;
            if (Keeps(problem, last, job, now)) break;
            sequence[place] = last;
        }
        sequence[place] = job;
    }

    private static bool Keeps(TardinessProblem problem, int first, int second, long now)
    {
        var (a, b) = (problem.Jobs[first], problem.Jobs[second]);
        return a.Processing <= b.Processing || now + Math.Max(a.Processing, b.Processing) <= Math.Max(a.Due, b.Due);
    }
}
