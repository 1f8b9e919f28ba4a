namespace Rota.Studies.Projects;

/// <summary>A clock that runs as fast as this program is given processor time, divided by the number of threads it may use.</summary>
internal sealed class ProcessorClock(int threads) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks / threads;
}
