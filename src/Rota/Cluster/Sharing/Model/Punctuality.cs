namespace Rota.Cluster.Sharing;

/// <summary>
/// Jobs against deadlines taken from another run: (finish - deadline) / response there. The article's deadlines are the finishes under user job fairness with the same
/// partitioning.
/// </summary>
/// <param name="Violation">Mean of the positive ratios (DVR); 0 when there are none.</param>
/// <param name="Violations">Their number.</param>
/// <param name="Slack">Mean of the size of the other ratios (DSR); 0 when there are none.</param>
/// <param name="Slacks">Their number.</param>
/// <param name="WorstUser">The largest violation ratio of a single user.</param>
public sealed record Punctuality(double Violation, int Violations, double Slack, int Slacks, double WorstUser)
{
    /// <summary>Ratios smaller than this are rounding, not violations.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Holds a run against a reference on the same workload.</summary>
    public static Punctuality Of(PoolRun run, PoolRun reference)
    {
        var ratios = run.Jobs.Select((job, j) => (run.Workload.Jobs[j].User, Ratio: Ratio(job, reference.Jobs[j]))).ToArray();
        var late = ratios.Where(ratio => ratio.Ratio > Rounding).ToArray();
        var early = ratios.Where(ratio => ratio.Ratio <= Rounding).ToArray();
        return new(
            late.Select(ratio => ratio.Ratio).DefaultIfEmpty(0).Average(), late.Length, -early.Select(ratio => ratio.Ratio).DefaultIfEmpty(0).Average(), early.Length,
            late.GroupBy(ratio => ratio.User).Select(group => group.Average(ratio => ratio.Ratio)).DefaultIfEmpty(0).Max());
    }

    private static double Ratio(JobRecord job, JobRecord reference) =>
        reference.Response > 0 ? (job.Finish - reference.Finish) / reference.Response : job.Finish > reference.Finish ? double.PositiveInfinity : 0;
}
