namespace Rota.Cluster.Sharing.Estimates;

/// <summary>Perfect prediction: what the article's experiments assume.</summary>
/// <param name="workload">The jobs.</param>
public sealed class OracleEstimates(PoolWorkload workload) : WorkEstimates
{
    private readonly double[] work = [.. workload.Jobs.Select(job => job.Work)];

    /// <inheritdoc/>
    public override double Job(int job, string user, string kind) => work[job];

    /// <inheritdoc/>
    public override double Stage(int job, int stage, int stages, double ofJob) => workload.Jobs[job].Stages[stage].Work;
}
