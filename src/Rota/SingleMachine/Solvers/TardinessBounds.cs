using System.Collections.Immutable;

namespace Rota.SingleMachine.Solvers;

/// <summary>Lower bounds of a tardiness problem, quick to compute.</summary>
public static class TardinessBounds
{
    /// <summary>Every bound.</summary>
    public static ImmutableArray<TardinessBound> All(TardinessProblem problem) => [Jobs(problem), Sorted(problem)];

    /// <summary>The highest of <see cref="All"/>, the simplest where they agree.</summary>
    public static TardinessBound Best(TardinessProblem problem) => All(problem).MaxBy(bound => bound.Value)!;

    /// <summary>Every job on its own, at its release.</summary>
    private static TardinessBound Jobs(TardinessProblem problem)
    {
        long sum = 0;
        foreach (var job in problem.Jobs) sum += job.Weight * Math.Max(0, job.Release + job.Processing - job.Due);
        return new("jobs", sum, "what every job is late even if it starts at its release");
    }

    /// <summary>
    /// The k-th job to end does so no sooner than the k shortest take from the first release, preemption granted; the completions so bounded, in order, against due
    /// dates in order cost no more than any order, each with the least weight.
    /// </summary>
    private static TardinessBound Sorted(TardinessProblem problem)
    {
        if (problem.Jobs.IsEmpty) return new("sorted", 0, "there are no jobs");
        var lengths = problem.Jobs.Select(job => job.Processing).Order().ToArray();
        var dues = problem.Jobs.Select(job => job.Due).Order().ToArray();
        var weight = problem.Jobs.Min(job => job.Weight);
        var (now, sum) = (problem.Jobs.Min(job => job.Release), 0L);
        for (var k = 0; k < lengths.Length; k++)
        {
            now += lengths[k];
            sum += Math.Max(0, now - dues[k]);
        }
        return new("sorted", weight * sum, "the k-th job to end takes at least as long as the k shortest together");
    }
}
