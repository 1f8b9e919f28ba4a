using Rota.Randomness;

namespace Rota.Cluster.Sharing.Policies;

/// <summary>A stage by chance.</summary>
public sealed class RandomStage : SharingPolicy
{
    private RandomStream random = new(0);

    /// <inheritdoc/>
    public override void Begin(PoolView pool)
    {
        base.Begin(pool);
        random = new RandomStream(pool.Seed).Split("random stage");
    }

    /// <inheritdoc/>
    public override StageView Next(IReadOnlyList<StageView> ready, double now) => ready[random.Next(ready.Count)];
}
