namespace Rota.Tests;

/// <summary>A clock on which every reading takes a millisecond: time limits become limits on work, the same on every machine.</summary>
internal sealed class CountingClock : TimeProvider
{
    private long readings;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Increment(ref readings);
}
