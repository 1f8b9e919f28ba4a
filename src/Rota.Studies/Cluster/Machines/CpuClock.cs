namespace Rota.Studies.Cluster.Machines;

/// <summary>
/// A clock that counts the processor time of this process instead of the wall's: what one thread needs is then the same figure on a busy machine as on a quiet one. For measurements with
/// nothing beside them in the process.
/// </summary>
internal sealed class CpuClock : TimeProvider
{
    public static CpuClock Instance { get; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
