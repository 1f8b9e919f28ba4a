namespace Rota.Cluster.Sharing.Policies;

/// <summary>The user with the least usage per weight, old usage counting half after every half-life, as Kueue's admission fair sharing does; then the earliest job.</summary>
/// <param name="halfLife">Seconds; more than 0. Default 60.</param>
public sealed class DecayedUsage(double halfLife = 60) : ScoredPolicy
{
    private double[] usage = [];
    private int[] running = [];
    private double seen;

    /// <inheritdoc/>
    public override void Begin(PoolView pool)
    {
        base.Begin(pool);
        usage = new double[pool.Users.Count];
        running = new int[pool.Users.Count];
    }

    /// <inheritdoc/>
    public override void Started(StageView stage, double now)
    {
        Prepare(now);
        running[stage.UserNumber]++;
    }

    /// <inheritdoc/>
    public override void Ended(StageView stage, double seconds, bool returned, double now)
    {
        Prepare(now);
        running[stage.UserNumber]--;
    }

    /// <inheritdoc/>
    protected override void Prepare(double now)
    {
        if (now <= seen) return;
        var decay = Math.Pow(0.5, (now - seen) / halfLife);
        for (var u = 0; u < usage.Length; u++) usage[u] = (usage[u] * decay) + (running[u] * (now - seen));
        seen = now;
    }

    /// <inheritdoc/>
    protected override (double First, double Second) Score(StageView stage) =>
        ((usage[stage.UserNumber] + (running[stage.UserNumber] * 1e-3)) / Pool.Weights[stage.UserNumber], stage.JobNumber);
}
