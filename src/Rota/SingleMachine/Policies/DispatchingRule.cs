namespace Rota.SingleMachine.Policies;

/// <summary>
/// A rule that decides anew whenever the machine is free: of the jobs that are there, the one with the smallest rank, ties to the first in the rule's list. When
/// none is there, the machine waits for the next release.
/// </summary>
public abstract class DispatchingRule : SequencingRule
{
    /// <inheritdoc/>
    public sealed override bool MindsReleases => true;

    /// <summary>The rank of a waiting job; the smallest goes first. Never NaN.</summary>
    public abstract double Rank(in TardinessJob job, in DispatchView view);

    /// <summary>The order in which ties are broken: by number, unless the rule says otherwise.</summary>
    protected internal virtual int[] List(TardinessProblem problem) => JobOrders.ByNumber(problem);

    /// <summary>What happens to the sequence so far when a job has been appended; nothing, as a rule.</summary>
    private protected virtual void Appended(TardinessProblem problem, Span<int> sequence) { }

    /// <inheritdoc/>
    public sealed override int[]? Order(TardinessProblem problem, Func<bool>? stop = null)
    {
        var list = List(problem);
        var waiting = Array.ConvertAll(list, j => problem.Jobs[j]);
        var sequence = new int[list.Length];
        var (now, work, count) = (0L, problem.TotalProcessing, list.Length);
        for (var done = 0; done < sequence.Length; done++)
        {
            if ((done & 63) == 63 && stop?.Invoke() == true) return null;
            if (problem.HasReleases) now = Math.Max(now, FirstRelease(waiting.AsSpan(0, count)));
            long longest = 0;
            for (var i = 0; i < count; i++) longest = Math.Max(longest, waiting[i].Processing);
            var chosen = Choose(waiting.AsSpan(0, count), new(now, count, work, longest));
            sequence[done] = list[chosen];
            now += waiting[chosen].Processing;
            work -= waiting[chosen].Processing;
            count--;
            Array.Copy(list, chosen + 1, list, chosen, count - chosen);
            Array.Copy(waiting, chosen + 1, waiting, chosen, count - chosen);
            Appended(problem, sequence.AsSpan(0, done + 1));
        }
        return sequence;
    }

    private int Choose(ReadOnlySpan<TardinessJob> waiting, in DispatchView view)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var i = 0; i < waiting.Length; i++)
        {
            if (waiting[i].Release > view.Now) continue;
            var rank = Rank(waiting[i], view);
            if (best >= 0 && rank >= least) continue;
            (best, least) = (i, rank);
        }
        return best;
    }

    private static long FirstRelease(ReadOnlySpan<TardinessJob> waiting)
    {
        var first = long.MaxValue;
        foreach (ref readonly var job in waiting) first = Math.Min(first, job.Release);
        return first;
    }
}
