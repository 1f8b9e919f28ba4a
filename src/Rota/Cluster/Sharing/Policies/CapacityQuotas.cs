namespace Rota.Cluster.Sharing.Policies;

/// <summary>
/// Quotas in the manner of YARN's capacity scheduler: every user owns weight / all weights of the cores. Users below their quota come before those above it, each the one with the
/// smaller part of it in use; what is left over goes to whoever asks. Inside a user the earliest job.
/// </summary>
public sealed class CapacityQuotas : ScoredPolicy
{
    private int[] running = [];
    private double[] quota = [];

    /// <inheritdoc/>
    public override void Begin(PoolView pool)
    {
        base.Begin(pool);
        running = new int[pool.Users.Count];
        var all = pool.Weights.Sum();
        quota = [.. pool.Weights.Select(weight => Math.Max(1, pool.Cores * weight / all))];
    }

    /// <inheritdoc/>
    public override void Started(StageView stage, double now) => running[stage.UserNumber]++;

    /// <inheritdoc/>
    public override void Ended(StageView stage, double seconds, bool returned, double now) => running[stage.UserNumber]--;

    /// <inheritdoc/>
    protected override (double First, double Second) Score(StageView stage) =>
        running[stage.UserNumber] < quota[stage.UserNumber] ? (running[stage.UserNumber] / quota[stage.UserNumber], stage.JobNumber) : (1, stage.JobNumber);
}
