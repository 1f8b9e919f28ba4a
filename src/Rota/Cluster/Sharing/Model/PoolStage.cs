using System.Collections.Immutable;

namespace Rota.Cluster.Sharing;

/// <summary>A stage of a job: tasks that may run side by side, one core each, never interrupted.</summary>
/// <param name="Work">Core-seconds of all tasks together, at least 0.</param>
public sealed record PoolStage(double Work)
{
    /// <summary>Number of equal tasks; null leaves it to the pool's partitioning.</summary>
    public int? Tasks { get; init; }

    /// <summary>Stages of the same job, by place, that must end first. The stage is unknown to the scheduler until then.</summary>
    public ImmutableArray<int> After { get; init; } = [];
}
