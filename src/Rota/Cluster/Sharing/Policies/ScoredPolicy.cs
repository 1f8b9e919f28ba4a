namespace Rota.Cluster.Sharing.Policies;

/// <summary>A policy that takes the stage with the smallest score; of equal ones the smallest second score, then the stage known first.</summary>
public abstract class ScoredPolicy : SharingPolicy
{
    /// <inheritdoc/>
    public sealed override StageView Next(IReadOnlyList<StageView> ready, double now)
    {
        Prepare(now);
        var best = ready[0];
        var least = Score(best);
        for (var i = 1; i < ready.Count; i++)
        {
            var score = Score(ready[i]);
            if (score.CompareTo(least) < 0) (best, least) = (ready[i], score);
        }
        return best;
    }

    /// <summary>Called before scores are asked for.</summary>
    protected virtual void Prepare(double now) { }

    /// <summary>Two scores, the smaller first.</summary>
    protected abstract (double First, double Second) Score(StageView stage);
}
