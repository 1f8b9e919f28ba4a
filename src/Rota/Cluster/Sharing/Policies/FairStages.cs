namespace Rota.Cluster.Sharing.Policies;

/// <summary>Spark's FAIR, sharing by jobs: the stage with the fewest running tasks.</summary>
public sealed class FairStages : ScoredPolicy
{
    /// <inheritdoc/>
    protected override (double First, double Second) Score(StageView stage) => (stage.Running, stage.Number);
}
