using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.SingleMachine.FlowTime.Generators;

/// <summary>
/// An adversary that decides at the moment of revelation. All jobs arrive at 0 with an operation of the same length; whenever one ends, the job gets another of that length if no
/// job alive has had more work, up to m, else it is finished. At a set time it floods the machine with unit jobs, and from then on every operation is a job's last. No tie rule,
/// shuffled or not, escapes it.
/// </summary>
/// <param name="jobs">Jobs at 0, at least 1.</param>
/// <param name="operations">Most operations of a job, m, at least 1.</param>
/// <param name="size">Length of every operation in ticks, at least 1.</param>
/// <param name="floodStart">When the flood begins, in ticks.</param>
/// <param name="flood">Number of unit jobs in it.</param>
public sealed class AdaptiveLiar(int jobs, int operations, long size, long floodStart, int flood) : IFlowSource
{
    private int sent;

    /// <summary>The adversary of the liar family's dimensions: (1 + m) n jobs, flood at n m c.</summary>
    public static AdaptiveLiar Like(int n, int m, int c, int flood) => new(n * (m + 1), m, c, (long)n * m * c, flood);

    /// <inheritdoc/>
    public bool NextArrival(FlowView history, out FlowArrival arrival)
    {
        arrival = sent < jobs ? new(0, size) : new(floodStart + sent - jobs, 1);
        return sent < jobs + flood;
    }

    /// <inheritdoc/>
    public void Arrived(int job) => sent++;

    /// <inheritdoc/>
    public long? NextOperation(int job, FlowView history)
    {
        if (job >= jobs || sent > jobs || history.Now >= floodStart || history.Operation(job) + 1 >= operations) return null;
        for (var other = 0; other < jobs; other++)
            if (history.IsAlive(other) && history.Elapsed(other) > history.Elapsed(job)) return null;
        return size;
    }
}
