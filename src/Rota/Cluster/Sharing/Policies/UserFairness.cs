namespace Rota.Cluster.Sharing.Policies;

/// <summary>
/// User job fairness (UJF): a FAIR pool for each user under a FAIR root, so that the user with the fewest running tasks per weight comes first, then that user's stage with the
/// fewest. With one resource this is weighted max-min fairness, and dominant resource fairness, too.
/// </summary>
public sealed class UserFairness : ScoredPolicy
{
    private int[] running = [];

    /// <inheritdoc/>
    public override void Begin(PoolView pool)
    {
        base.Begin(pool);
        running = new int[pool.Users.Count];
    }

    /// <inheritdoc/>
    public override void Started(StageView stage, double now) => running[stage.UserNumber]++;

    /// <inheritdoc/>
    public override void Ended(StageView stage, double seconds, bool returned, double now) => running[stage.UserNumber]--;

    /// <inheritdoc/>
    protected override (double First, double Second) Score(StageView stage) =>
        (running[stage.UserNumber] / Pool.Weights[stage.UserNumber], (stage.UserNumber * 1e6) + stage.Running);
}
