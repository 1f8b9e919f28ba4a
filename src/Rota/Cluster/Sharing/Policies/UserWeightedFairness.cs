namespace Rota.Cluster.Sharing.Policies;

/// <summary>
/// UWFQ on a pool: tasks in the order of <see cref="UserWeightedFairQueue"/>. Estimates may be corrected on the way, by what a job has already used: one that runs over its estimate gets
/// what was used times a factor as the new one, and a job that ended is charged what it really took. With perfect estimates that changes nothing.
/// </summary>
/// <param name="growth">The factor, more than 1; null leaves estimates as they are, as the article does.</param>
/// <param name="grace">See <see cref="FairQueueOptions.Grace"/>.</param>
/// <param name="remaining">See <see cref="FairQueueOptions.ChainRemaining"/>.</param>
public sealed class UserWeightedFairness(double? growth = null, double? grace = null, bool remaining = false) : SharingPolicy
{
    /// <summary>The factor of the catalog's corrected policy.</summary>
    public const double UsualGrowth = 2;

    private const double Rounding = 1e-6;
    private UserWeightedFairQueue queue = new(new(1));
    private FairJob?[] jobs = [];
    private double[] attained = [];

    /// <summary>The queue that orders the tasks.</summary>
    public UserWeightedFairQueue Queue => queue;

    /// <inheritdoc/>
    public override void Begin(PoolView pool)
    {
        base.Begin(pool);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var u = 0; u < pool.Users.Count; u++) weights[pool.Users[u]] = pool.Weights[u];
        queue = new(new(pool.Cores) { Weight = user => weights[user], Grace = grace, ChainRemaining = remaining, Lazy = true });
        jobs = new FairJob?[pool.Jobs];
        attained = new double[pool.Jobs];
    }

    /// <inheritdoc/>
    public override void Submitted(StageView stage, double now)
    {
        var known = jobs[stage.JobNumber];
        var estimate = known is { VirtuallyDone: false } ? known.TotalWork : stage.JobEstimate;
        var job = queue.Submit(now, stage.User, $"{stage.JobNumber}", estimate, stage.Waiting);
        jobs[stage.JobNumber] = job;
        var stages = (List<StageView>)(job.Tag ??= new List<StageView>());
        stages.Add(stage);
    }

    /// <inheritdoc/>
    public override StageView Next(IReadOnlyList<StageView> ready, double now)
    {
        var stages = (List<StageView>)queue.Peek()!.Tag!;
        foreach (var stage in stages)
            if (stage.Waiting > 0) return stage;
        throw new InvalidOperationException("the queue and the pool disagree on what waits");
    }

    /// <inheritdoc/>
    public override void Started(StageView stage, double now) => queue.Take(jobs[stage.JobNumber]!);

    /// <inheritdoc/>
    public override void Ended(StageView stage, double seconds, bool returned, double now)
    {
        var job = jobs[stage.JobNumber]!;
        if (returned) queue.Return(job);
        if (growth is not { } factor) return;
        attained[stage.JobNumber] += seconds;
        if (attained[stage.JobNumber] > Charged(stage.JobNumber) * (1 + Rounding)) Charge(now, stage.JobNumber, factor * attained[stage.JobNumber]);
    }

    /// <inheritdoc/>
    public override void JobEnded(StageView lastStage, double now)
    {
        if (growth is not null) Charge(now, lastStage.JobNumber, attained[lastStage.JobNumber]);
    }

    private double Charged(int job) => jobs[job]!.TotalWork;

    private void Charge(double now, int job, double work) => queue.Reestimate(now, jobs[job]!, work);
}
