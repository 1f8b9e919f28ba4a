using System.Collections.Immutable;

namespace Rota.SingleMachine.FlowTime;

/// <summary>A job: a chain of operations that run one after the other. Who schedules it learns the length of an operation when the one before it is done.</summary>
/// <param name="Id">Its name in files and reports.</param>
/// <param name="Release">When it arrives and its first length becomes known; at least 0, in the problem's ticks.</param>
/// <param name="Operations">Lengths, each at least 1 tick; at least one operation.</param>
public sealed record FlowJob(string Id, long Release, ImmutableArray<long> Operations)
{
    /// <summary>What an hour of this job's flow time counts in the weighted report; finite and at least 0. No policy sees it. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Sum of the operations.</summary>
    public long Work
    {
        get
        {
            var sum = 0L;
            foreach (var operation in Operations) sum = checked(sum + operation);
            return sum;
        }
    }
}
