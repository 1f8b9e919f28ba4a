namespace Rota.Projects.Solvers;

/// <summary>
/// Options of <see cref="GeneticSearch"/>. Shares were chosen on 15 of the j120 instances, those numbered 1 of every fourth parameter set; sizes on instances numbered 2.
/// </summary>
public sealed record GeneticOptions
{
    /// <summary>Islands, one thread each; null for as many as the run has workers.</summary>
    public int? Threads { get; init; }

    /// <summary>Individuals of an island, at least 4; null for as many as suit the time or the number of individuals there are, growing where neither is given.</summary>
    public int? Population { get; init; }

    /// <summary>Gives a population that no longer gets better up for a fresh one of twice the size.</summary>
    public bool Restart { get; init; } = true;

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
