using Rota.Serving.Engine;

namespace Rota.Serving.Checker;

/// <summary>What the referee knows of one request.</summary>
internal sealed class RequestBook
{
    public Place Place = Place.Nowhere;
    public int Instance = -1;
    public int Computed;
    public int Generated;

    // The chunk that has not passed all layers, or all segments.
    public int Chunk, LayersDone, SegmentsDone;

    // Blocks it has room in, and for those that are full and can be shared what they hold.
    public int Blocks;
    public readonly List<Content> Full = [];

    // Tokens of its context that lie in host memory.
    public int Hosted;

    // What is to be reported.
    public long Arrived = SimTime.Never, Scheduled = SimTime.Never, First = SimTime.Never, Last = SimTime.Never, QueuedAt;
    public long Waited, LargestGap;
    public int Hits, Prefilled, Preemptions, Attempts;
    public RequestState State = RequestState.Future;

    public readonly List<long> Gaps = [];

    /// <summary>Its KV is lost, and with it what a chunk in progress had done.</summary>
    public void LoseKv() => (Computed, Chunk, LayersDone, SegmentsDone, Blocks) = (0, 0, 0, 0, 0);
}

/// <summary>Where a request is.</summary>
internal enum Place
{
    Nowhere,
    Arriving,
    Queue,
    Running,
    Restoring,
    SwappingIn,
    Host,
    OnTheWay,
    Gone,
}

/// <summary>What a block holds: equal content, equal tokens with an equal prefix.</summary>
/// <param name="Source">A block of the trace, or a turn of a program.</param>
/// <param name="End">Where in it the block ends.</param>
internal readonly record struct Content(long Source, long End);
