namespace Rota.Cluster.Sharing.Policies;

/// <summary>The job with the least estimated work left (SRPT): with perfect estimates close to the least mean response there is, and blind to users.</summary>
public sealed class ShortestRemaining : ScoredPolicy
{
    private double[] attained = [];

    /// <inheritdoc/>
    public override void Begin(PoolView pool)
    {
        base.Begin(pool);
        attained = new double[pool.Jobs];
    }

    /// <inheritdoc/>
    public override void Ended(StageView stage, double seconds, bool returned, double now) => attained[stage.JobNumber] += seconds;

    /// <inheritdoc/>
    protected override (double First, double Second) Score(StageView stage) => (stage.JobEstimate - attained[stage.JobNumber], stage.JobNumber);
}
