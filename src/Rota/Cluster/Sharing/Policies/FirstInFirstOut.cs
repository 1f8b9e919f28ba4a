namespace Rota.Cluster.Sharing.Policies;

/// <summary>Spark's FIFO: a stage of the earliest job, strictly in order.</summary>
public sealed class FirstInFirstOut : ScoredPolicy
{
    /// <inheritdoc/>
    protected override (double First, double Second) Score(StageView stage) => (stage.JobSubmitted, stage.JobNumber);
}
