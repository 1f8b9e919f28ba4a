namespace Rota.Serving.Engine;

/// <summary>The state of every request of a run, one entry a request in parallel arrays. Owned by the core; policies see parts of it through views.</summary>
internal sealed class RequestTable(int count)
{
    public readonly RequestState[] State = new RequestState[count];
    public readonly long[] Arrived = Filled(count, SimTime.Never);
    public readonly long[] Scheduled = Filled(count, SimTime.Never);
    public readonly long[] FirstToken = Filled(count, SimTime.Never);
    public readonly long[] LastToken = Filled(count, SimTime.Never);
    public readonly long[] Queued = new long[count];
    public readonly long[] Waited = new long[count];
    public readonly long[] MaxGap = new long[count];

    // Since when a request that has made a token does not run, and how long it did not in all.
    public readonly long[] PausedSince = Filled(count, SimTime.Never);
    public readonly long[] PausedTime = new long[count];
    public readonly int[] Generated = new int[count];
    public readonly int[] Computed = new int[count];
    public readonly int[] Attempts = new int[count];
    public readonly int[] HitTokens = new int[count];
    public readonly int[] PrefilledTokens = new int[count];
    public readonly int[] Preemptions = new int[count];
    public readonly int[] Instance = Filled(count, -1);

    // The layers (or segments) that the chunk in progress has passed, and that chunk's tokens.
    public readonly int[] LayersDone = new int[count];
    public readonly int[] SegmentsDone = new int[count];
    public readonly int[] ChunkInProgress = new int[count];

    // Of the pass that the chunk in progress is part of: tokens of all its requests, and how long it has run so far.
    public readonly int[] PassTokens = new int[count];
    public readonly long[] PassTime = new long[count];

    // Tokens whose KV came from another instance and waits to be taken in.
    public readonly int[] RemoteTokens = new int[count];

    // Blocks of KV in order of the sequence.
    public readonly int[]?[] Table = new int[count][];
    public readonly int[] TableCount = new int[count];
    public readonly int[] NamedBlocks = new int[count];

    // Membership of the decode group.
    public readonly int[] GroupPlace = Filled(count, -1);
    public readonly int[] BucketPlace = new int[count];
    public readonly long[] JoinStep = new long[count];
    public readonly byte[] FreshSteps = new byte[count];

    // The running list of an instance, in order of admission.
    public readonly int[] RunningNext = Filled(count, -1);
    public readonly int[] RunningPrevious = Filled(count, -1);

    // Prefix hits of a waiting request, as they were when that many blocks had been forgotten.
    public readonly int[] KnownHits = new int[count];
    public readonly long[] KnownHitsAt = Filled(count, -1L);

    // The same with what host memory has, as it was when that many of its blocks had been forgotten.
    public readonly int[] KnownReach = new int[count];
    public readonly long[] KnownReachAt = Filled(count, -1L);

    private static T[] Filled<T>(int count, T value)
    {
        var array = new T[count];
        Array.Fill(array, value);
        return array;
    }
}
