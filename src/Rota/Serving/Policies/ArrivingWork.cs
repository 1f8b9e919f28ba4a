namespace Rota.Serving.Policies;

/// <summary>How much work of each target arrives a second, and which share of it is on time, by what has happened of late.</summary>
internal sealed class ArrivingWork(double memorySeconds, double share)
{
    // Requests that are taken to have been on time before anything is known.
    private const double Doubt = 2;
    private readonly Dictionary<long, Stream> byTarget = [];
    private readonly List<Stream> streams = [];
    private long start = SimTime.Never;

    /// <summary>A request arrived.</summary>
    public void Add(long now, long target, long work)
    {
        if (target == SimTime.Never) return;
        if (start == SimTime.Never) start = now;
        if (!byTarget.TryGetValue(target, out var stream))
        {
            // Targets without end would make asking slow; so many different ones are no classes.
            if (streams.Count == 32) return;
            streams.Add(byTarget[target] = stream = new Stream(target));
        }
        stream.Decay(now, memorySeconds);
        stream.Work += SimTime.ToSeconds(work);
        stream.Count++;
    }

    /// <summary>A request of this target was on time.</summary>
    public void OnTime(long now, long target)
    {
        if (!byTarget.TryGetValue(target, out var stream)) return;
        stream.Decay(now, memorySeconds);
        stream.OnTime++;
    }

    /// <summary>Share of the requests of this target that were on time, near 1 while little is known.</summary>
    public double Share(long target) =>
        byTarget.TryGetValue(target, out var stream) ? Math.Min(1, (stream.OnTime + Doubt) / (stream.Count + Doubt)) : 1;

    /// <summary>Time to be kept, within <paramref name="horizon"/> from now, for requests that are still to arrive, are due by then, and are shorter than <paramref name="longest"/>.</summary>
    public long Until(long now, long horizon, long longest)
    {
        if (share == 0 || start == SimTime.Never) return 0;
        // At the start only a part of the memory has been lived.
        var lived = memorySeconds * (1 - Math.Exp(-Math.Max(1, SimTime.ToSeconds(now - start)) / memorySeconds));
        var sum = 0.0;
        foreach (var stream in streams)
        {
            if (stream.Target >= horizon) continue;
            stream.Decay(now, memorySeconds);
            if (stream.Work * SimTime.Second < stream.Count * longest) sum += stream.Work / lived * (horizon - stream.Target);
        }
        return (long)(share * sum);
    }

    private sealed class Stream(long target)
    {
        private long at = SimTime.Never;

        public long Target => target;

        public double Work { get; set; }

        public double Count { get; set; }

        public double OnTime { get; set; }

        public void Decay(long now, double memory)
        {
            if (at != SimTime.Never && now > at)
            {
                var factor = Math.Exp(-SimTime.ToSeconds(now - at) / memory);
                (Work, Count, OnTime) = (Work * factor, Count * factor, OnTime * factor);
            }
            at = now;
        }
    }
}
