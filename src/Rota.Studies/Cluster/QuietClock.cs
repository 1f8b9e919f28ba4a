namespace Rota.Studies.Cluster;

/// <summary>
/// What a clock on the wall would show if this program had the machine's cores to itself: it runs as fast as the busiest of the program's threads is given processor time, and never slower
/// than all of them together divided by the cores. So phases of one thread take as long as they take, and a busy machine changes nothing. Looks every few milliseconds of processor time;
/// where the system does not tell threads apart (no /proc), all together divided by the cores.
/// </summary>
/// <param name="cores">Cores that the program is measured for.</param>
internal sealed class QuietClock(int cores) : TimeProvider
{
    private const string Threads = "/proc/self/task";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(8);

    private readonly Lock gate = new();
    private Dictionary<string, long> seen = Read();
    private TimeSpan together = Environment.CpuUsage.TotalTime;
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate)
        {
            var now = Environment.CpuUsage.TotalTime;
            var all = now - together;
            if (all < Look) return ticks + (all.Ticks / cores);
            var threads = Read();
            var busiest = 0L;
            foreach (var (thread, spent) in threads) busiest = Math.Max(busiest, spent - seen.GetValueOrDefault(thread));
            ticks += Math.Clamp(busiest / TimeSpan.NanosecondsPerTick, all.Ticks / cores, all.Ticks);
            (seen, together) = (threads, now);
            return ticks;
        }
    }

    /// <summary>Nanoseconds on a processor by thread.</summary>
    private static Dictionary<string, long> Read()
    {
        var threads = new Dictionary<string, long>();
        if (!Directory.Exists(Threads)) return threads;
        foreach (var thread in Directory.EnumerateDirectories(Threads))
        {
            try
            {
                var text = File.ReadAllText(Path.Combine(thread, "schedstat")).AsSpan();
                if (text.IndexOf(' ') is var end && end > 0 && long.TryParse(text[..end], out var spent)) threads[thread] = spent;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The thread has ended since.
            }
        }
        return threads;
    }
}
