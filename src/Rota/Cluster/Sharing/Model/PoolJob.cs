using System.Collections.Immutable;

namespace Rota.Cluster.Sharing;

/// <summary>A job as its user sees it (a group of the article): stages that share one deadline.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Id">Its name.</param>
/// <param name="Submit">Seconds.</param>
/// <param name="Stages">At least one.</param>
public sealed record PoolJob(string User, string Id, double Submit, ImmutableArray<PoolStage> Stages)
{
    /// <summary>What kind of job it is, by which estimates are learnt; empty when that is unknown.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The place of the job after whose end it is submitted, though not before <see cref="Submit"/>; null for none.</summary>
    public int? Follows { get; init; }

    /// <summary>Core-seconds of all stages.</summary>
    public double Work => Stages.Sum(stage => stage.Work);
}
