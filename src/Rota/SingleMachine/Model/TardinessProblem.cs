using System.Collections.Immutable;

namespace Rota.SingleMachine;

/// <summary>
/// One machine, jobs without interruption, each with a due date: find the order with the least total (weighted) tardiness, the sum of weight times
/// max(0, completion - due). Plain when all weights are 1 and all jobs are released at 0; then it can be solved to proven optimality.
/// </summary>
public sealed class TardinessProblem
{
    /// <summary>Most time units of work and releases together: 2^31 - 1.</summary>
    public const long MaxWork = int.MaxValue;

    /// <summary>Validates the jobs.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="jobs">The jobs, numbered from 0; none is legal, and solved by doing nothing.</param>
    /// <param name="origin">Where the instance came from (file or generator), for display.</param>
    /// <exception cref="RotaException">
    /// A processing time below 1, a negative weight or release, work and releases beyond <see cref="MaxWork"/>, an id that comes twice, or a cost beyond 2^62.
    /// </exception>
    public TardinessProblem(string name, ImmutableArray<TardinessJob> jobs, string? origin = null)
        : this(name, jobs, origin, shortest: 1)
    {
    }

    private TardinessProblem(string name, ImmutableArray<TardinessJob> jobs, string? origin, long shortest)
    {
        Name = name;
        Jobs = jobs.IsDefault ? [] : jobs;
        Origin = origin ?? name;
        Int128 work = 0;
        long latest = 0;
        var ids = new HashSet<string>(Jobs.Length);
        foreach (var job in Jobs)
        {
            IsIrregular |= job.Processing < 1;
            if (job.Processing < shortest) throw new RotaException($"{name}: job {job.Id} has processing time {job.Processing}, expected at least 1");
            if (job.Weight < 0) throw new RotaException($"{name}: job {job.Id} has weight {job.Weight}, expected at least 0");
            if (job.Release < 0 && shortest > 0) throw new RotaException($"{name}: job {job.Id} has release {job.Release}, expected at least 0");
            if (!ids.Add(job.Id)) throw new RotaException($"{name}: job {job.Id} comes twice, expected an id for each");
            work += job.Processing;
            latest = Math.Max(latest, job.Release);
            IsWeighted |= job.Weight != 1;
        }
        if (work + latest > MaxWork) throw new RotaException($"{name}: processing times and the last release add up to {work + latest}, expected at most 2^31 - 1");
        (TotalProcessing, LastRelease) = ((long)work, latest);
        CheckCost();
    }

    /// <summary>The instance's name.</summary>
    public string Name { get; }

    /// <summary>Where the instance came from, for display.</summary>
    public string Origin { get; }

    /// <summary>The jobs, numbered from 0.</summary>
    public ImmutableArray<TardinessJob> Jobs { get; }

    /// <summary>Sum of all processing times.</summary>
    public long TotalProcessing { get; }

    /// <summary>The last release, 0 when all jobs are there from the start.</summary>
    public long LastRelease { get; }

    /// <summary>A time by which every order is surely complete.</summary>
    public long Horizon => LastRelease + TotalProcessing;

    /// <summary>True when some weight is not 1.</summary>
    public bool IsWeighted { get; }

    /// <summary>True when some job is released after 0.</summary>
    public bool HasReleases => LastRelease > 0;

    /// <summary>True when all weights are 1 and all jobs are released at 0.</summary>
    public bool IsPlain => !IsWeighted && !HasReleases;

    /// <summary>True when some processing time is below 1; see <see cref="AsPublished"/>.</summary>
    public bool IsIrregular { get; }

    /// <summary>
    /// A problem of a published set that was drawn from a normal distribution and holds processing times of 0 and below. Rules can be run on it to repeat published figures;
    /// nothing is proved of it.
    /// </summary>
    /// <exception cref="RotaException">As the constructor, but for processing times.</exception>
    public static TardinessProblem AsPublished(string name, ImmutableArray<TardinessJob> jobs) => jobs.All(job => job.Processing >= 1)
        ? new(name, jobs)
        // Time may run backwards in them, to before 0.
        : new(name, [.. jobs.Select(job => job with { Release = -MaxWork })], null, shortest: -MaxWork);

    /// <summary>True when no order is late: every job may end at the horizon.</summary>
    public bool IsTrivial => Jobs.All(job => job.Due >= Horizon || job.Weight == 0);

    /// <summary>Costs are counted in 64 bits: the worst order must fit.</summary>
    private void CheckCost()
    {
        Int128 worst = 0;
        foreach (var job in Jobs)
        {
            worst += job.Weight * Int128.Max(0, (Int128)Horizon - job.Due);
            if (worst > 1L << 62) throw new RotaException($"{Name}: an order could cost more than 2^62; use smaller weights or due dates nearer to 0");
        }
    }
}
