namespace Rota.Shop.Learning;

/// <summary>A job shop in the middle of being dispatched, whatever the candidates of a decision are.</summary>
internal interface IDispatchState
{
    DispatchShop Shop { get; }

    /// <summary>Operations without a start.</summary>
    int Left { get; }

    /// <summary>Operations to choose from; none when all have their start.</summary>
    int CandidateCount { get; }

    /// <summary>A lower bound of the makespan of every schedule that goes on from here; the makespan at the end.</summary>
    long Bound { get; }

    /// <summary>The time a decision is made at.</summary>
    long Now { get; }

    ReadOnlySpan<long> Starts { get; }

    int Job(int candidate);

    int NextOperation(int job);

    long ReadyAt(int job);

    IDispatchState Copy();

    void Reset();

    void Start(int candidate);

    ulong Digest();
}
