namespace Rota.Serving.Engine;

/// <summary>How a rehearsal is run.</summary>
public sealed record RunOptions
{
    /// <summary>Seed of the policies' streams.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Steps that only decode are made many at once where nothing can change; the results are the same.</summary>
    public bool Jumps { get; init; } = true;

    /// <summary>Keeps a record of every step, for timelines.</summary>
    public bool KeepSteps { get; init; }

    /// <summary>Keeps what happened to every request, for explanations.</summary>
    public bool KeepStory { get; init; }

    /// <summary>Keeps a log of everything, for the referee; slow and large.</summary>
    public bool KeepLog { get; init; }

    /// <summary>Checks the conservation of KV blocks after every step; slow, for tests.</summary>
    public bool CheckEveryStep { get; init; }

    /// <summary>The run is cut off at this time, seconds; null for when all is done.</summary>
    public double? UntilSeconds { get; init; }

    /// <summary>The run is cut off behind this many steps, so that an overload without end ends.</summary>
    public long MaxSteps { get; init; } = 2_000_000_000;
}
