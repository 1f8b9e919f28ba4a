namespace Rota.Shop.Solvers;

/// <summary>How <see cref="LocalSearch"/> cools. Temperatures are in units of the mean loss of a random move.</summary>
public sealed record AnnealingOptions
{
    /// <summary>Temperature at the start of a round; above 0.</summary>
    public double Hot { get; init; } = 0.4;

    /// <summary>Temperature at the end of a round; above 0 and at most <see cref="Hot"/>.</summary>
    public double Cold { get; init; } = 0.01;

    /// <summary>Moves an operation gets in the first round; later rounds take twice as long each.</summary>
    public int MovesPerOperation { get; init; } = 1000;

    /// <summary>Threads; null takes those of the run.</summary>
    public int? Threads { get; init; }
}
