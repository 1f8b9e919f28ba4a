using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.SingleMachine;

/// <summary>The answer to a tardiness problem: the order of the jobs. Each starts when the one before it ends, or at its release if that is later.</summary>
/// <param name="Order">Numbers of the jobs, each once.</param>
public sealed record TardinessSequence(ImmutableArray<int> Order)
{
    /// <summary>An answer from a list of job numbers.</summary>
    public static TardinessSequence Of(ReadOnlySpan<int> order) => new([.. order]);

    /// <summary>The jobs in order with start, end and tardiness.</summary>
    public IEnumerable<ScheduledJob> Jobs(TardinessProblem problem)
    {
        long now = 0;
        foreach (var j in Order)
        {
            var job = problem.Jobs[j];
            var start = Math.Max(now, job.Release);
            now = start + job.Processing;
            yield return new(j, start, now, Math.Max(0, now - job.Due));
        }
    }

    /// <summary>The answer as blocks on one machine, for display and export.</summary>
    public Schedule ToSchedule(TardinessProblem problem) => new(
        problem.Name,
        "time units",
        [new Resource("machine")],
        [.. problem.Jobs.Select(job => job.Id)],
        [.. Jobs(problem).Select(job => new Block(0, job.Job, 0, job.Start, job.End))]);
}
