using System.Collections.Immutable;

namespace Rota.Cluster.Sharing;

/// <summary>A workload that ran on a pool.</summary>
/// <param name="Workload">What ran.</param>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Cores">Cores of the pool.</param>
/// <param name="Jobs">By place in the workload.</param>
/// <param name="Tasks">Every task in order of start; empty unless they were kept.</param>
/// <param name="TaskCount">Number of tasks.</param>
public sealed record PoolRun(PoolWorkload Workload, string Policy, int Cores, ImmutableArray<JobRecord> Jobs, ImmutableArray<TaskRecord> Tasks, long TaskCount)
{
    /// <summary>When the last job finishes.</summary>
    public double Makespan => Jobs.Max(job => job.Finish);

    /// <summary>Mean response of all jobs, or of one user's.</summary>
    public double MeanResponse(string? user = null) => Of(user).Average(job => job.Response);

    /// <summary>Mean response of the jobs whose place in the sorted list lies in [<paramref name="from"/>, <paramref name="to"/>) of it; 0, 0.8, 0.95 and 1 are the article's bounds.</summary>
    public double MeanResponse(double from, double to)
    {
        var sorted = Jobs.Select(job => job.Response).Order().ToArray();
        var (first, last) = ((int)(from * sorted.Length), (int)(to * sorted.Length));
        return last <= first ? double.NaN : sorted[first..last].Average();
    }

    /// <summary>Mean of response over the time the job would take alone on all cores.</summary>
    public double MeanSlowdown => Jobs.Where(job => Workload.Jobs[job.Job].Work > 0).Select(job => job.Response / (Workload.Jobs[job.Job].Work / Cores)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Bound slack: fluid finish, plus the longest task, plus the largest job over the cores, less the finish. Fairness as proved for packets holds where it is not negative.</summary>
    public double BoundSlack(JobRecord job) => job.Fluid + job.LongestTask + (Workload.Jobs.Max(other => other.Work) / Cores) - job.Finish;

    private IEnumerable<JobRecord> Of(string? user) => user is null ? Jobs : Jobs.Where(job => Workload.Jobs[job.Job].User == user);
}
