namespace Rota.SingleMachine.Policies;

/// <summary>
/// PSK (Panwalkar, Smith and Koulamas 1993): the shortest waiting job is challenged by the longer ones in turn. It goes first when it cannot be on time, or when a
/// challenger would make it late; a challenger with an earlier due date takes its place. O(n^2), in practice a pass.
/// </summary>
public sealed class PanwalkarSmithKoulamas : SequencingRule
{
    /// <inheritdoc/>
    public override string Name => "psk";

    /// <inheritdoc/>
    public override string Description => "the shortest job goes first unless a more urgent one can go before it in time (Panwalkar, Smith and Koulamas 1993)";

    /// <inheritdoc/>
    public override int[]? Order(TardinessProblem problem, Func<bool>? stop = null)
    {
        var list = JobOrders.ByProcessingThenDue(problem);
        var sequence = new int[list.Length];
        long now = 0;
        for (var done = 0; done < sequence.Length; done++)
        {
            if ((done & 63) == 63 && stop?.Invoke() == true) return null;
            var count = list.Length - done;
            var chosen = Choose(problem, list.AsSpan(0, count), now);
            sequence[done] = list[chosen];
            now += problem.Jobs[list[chosen]].Processing;
            Array.Copy(list, chosen + 1, list, chosen, count - chosen - 1);
        }
        return sequence;
    }

    private static int Choose(TardinessProblem problem, ReadOnlySpan<int> list, long now)
    {
        var active = 0;
        var job = problem.Jobs[list[0]];
        if (now + job.Processing >= job.Due) return 0;
        for (var next = 1; next < list.Length; next++)
        {
            var other = problem.Jobs[list[next]];
            if (job.Due <= now + other.Processing) break;
            if (job.Due <= other.Due) continue;
            (active, job) = (next, other);
        }
        return active;
    }
}
