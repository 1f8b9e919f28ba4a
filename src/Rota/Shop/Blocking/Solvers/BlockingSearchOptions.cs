namespace Rota.Shop.Blocking.Solvers;

/// <summary>Options of <see cref="BlockingTabuSearch"/> and <see cref="BlockingIteratedGreedy"/>.</summary>
public sealed record BlockingSearchOptions
{
    /// <summary>For how many steps a pair that was turned round stays so, at least 1; up to twice as many by chance. Default 12.</summary>
    public int Tenure { get; init; } = 12;

    /// <summary>Steps without a better schedule after which a walk ends, at least 1; null, the default, for 20 in a tabu search and 4 after a reconstruction.</summary>
    public int? Patience { get; init; }

    /// <summary>Moves that a step plays at most, by chance along the critical path, at least 1. Default 24.</summary>
    public int Tries { get; init; } = 24;

    /// <summary>
    /// How much worse a schedule iterated greedy goes on from: one that is worse by so many mean durations of an operation is taken once in e times; above 0. Default 0.25. In durations, not shares
    /// of the makespan: of 0.02, 0.01 and 0.003 of it, the first was best at 10x10, the last at 30x10, on two generated shops each.
    /// </summary>
    public double Daring { get; init; } = 0.25;

    /// <summary>Steps of each thread at most, at least 1; null, the default, for no limit but the run's.</summary>
    public long? Steps { get; init; }

    /// <summary>Threads; null, the default, takes those of the run.</summary>
    public int? Threads { get; init; }

    /// <summary>Speed only: a move is played from where it changes something. Default true.</summary>
    public bool Snapshots { get; init; } = true;

    /// <summary>Speed only: a move is given up once it cannot be better than the best of its step any more. Default true.</summary>
    public bool Cutoffs { get; init; } = true;

    /// <summary>
    /// With cut-offs: a move is given up, too, when what follows its operations in the present order would end too late, and where swaps are allowed it is played a few operations far only.
    /// What follows may change, so that a good move is missed now and then. Default true.
    /// </summary>
    public bool Estimates { get; init; } = true;
}
