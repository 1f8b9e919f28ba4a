using System.Collections.Immutable;

namespace Rota.SingleMachine.FlowTime;

/// <summary>
/// Jobs over time on one machine (or a few equal ones), to be finished with the least sum of flow times, completion less release; preemption is free. Validated once, sorted by
/// release (stable), in integer ticks.
/// </summary>
public sealed record FlowProblem
{
    /// <summary>Latest time anything may end, in ticks: 2^62. Work beyond it is refused, because time would no longer be exact.</summary>
    public const long Horizon = 1L << 62;

    /// <summary>A problem.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="jobs">Its jobs in any order; they are numbered by release, then as given.</param>
    /// <exception cref="RotaException">No job, a release below 0, no operations, a length below 1, a weight that is not finite or below 0, or an end beyond the horizon.</exception>
    public FlowProblem(string name, IEnumerable<FlowJob> jobs)
    {
        Name = name;
        Jobs = [.. jobs.OrderBy(job => job.Release)];
        if (Jobs.IsEmpty) throw new RotaException($"{name} has no job, expected at least one");
        Int128 work = 0;
        foreach (var job in Jobs)
        {
            if (job.Release < 0) throw Fault(job, $"is released at {job.Release}, expected at least 0");
            if (job.Operations.IsDefaultOrEmpty) throw Fault(job, "has no operations, expected at least one");
            if (!(job.Weight >= 0 && double.IsFinite(job.Weight))) throw Fault(job, $"weighs {job.Weight}, expected a finite number of at least 0");
            for (var k = 0; k < job.Operations.Length; k++)
            {
                if (job.Operations[k] < 1) throw Fault(job, $"operation {k} lasts {job.Operations[k]}, expected at least 1");
                work += job.Operations[k];
            }
        }
        if (work + Jobs[^1].Release > Horizon) throw new RotaException($"{name} lasts beyond 2^62 ticks, where time is no longer exact; use a coarser unit");
        TotalWork = (long)work;

        RotaException Fault(FlowJob job, string what) => new($"{name}: job {job.Id} {what}");
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The jobs by release; a job's number is its place here.</summary>
    public ImmutableArray<FlowJob> Jobs { get; }

    /// <summary>Sum of all operations.</summary>
    public long TotalWork { get; }

    /// <summary>Ticks in one unit of the file: a power of ten that makes all its decimals whole. Default 1.</summary>
    public long TicksPerUnit { get; init; } = 1;

    /// <summary>The file's unit, for display. Default "time units".</summary>
    public string TimeUnit { get; init; } = "time units";

    /// <summary>What was assumed or put in order while reading, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Most operations of a job, m in the literature.</summary>
    public int MaxOperations => Jobs.Max(job => job.Operations.Length);
}
