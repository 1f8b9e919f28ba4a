namespace Rota.Projects.Solvers;

/// <summary>Options of <see cref="GeneticSearch"/>; defaults chosen among a few settings on 15 of the j120 instances, those numbered 1 of every fourth parameter set.</summary>
public sealed record GeneticOptions
{
    /// <summary>Islands, one thread each; null for as many as the run has workers.</summary>
    public int? Threads { get; init; }

    /// <summary>Individuals of an island, at least 4.</summary>
    public int Population { get; init; } = 100;

    /// <summary>Share of children, from 0 to 1, that come from one parent: a window of its list is drawn anew.</summary>
    public double WindowShare { get; init; } = 0.25;

    /// <summary>Share of the other children, from 0 to 1, that keep a segment of one parent and take all else in the other's order.</summary>
    public double SegmentShare { get; init; } = 0.5;

    /// <summary>Probability, from 0 to 1, that two neighbours in a child's list change places.</summary>
    public double Mutation { get; init; } = 0.05;

    /// <summary>Off: no justification, the serial scheme alone.</summary>
    public bool Justify { get; init; } = true;

    /// <summary>Most individuals made, all islands together; null for no limit. For comparisons by schedules; with one thread the same seed then gives the same answer.</summary>
    public long? Individuals { get; init; }
}
