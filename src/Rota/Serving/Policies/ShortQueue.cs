namespace Rota.Serving.Policies;

/// <summary>What <see cref="LengthAwareSteps"/> knows of the short prompts that wait, and when it lets them go.</summary>
internal sealed class ShortQueue(LengthAwareBatching options, int maxDepth)
{
    private const double Smoothing = 0.2;
    private readonly long least = SimTime.FromSeconds(options.MinWindowSeconds);
    private readonly long most = SimTime.FromSeconds(options.MaxWindowSeconds);
    private readonly long slack = SimTime.FromSeconds(options.SlackSeconds);
    private readonly long margin = SimTime.FromSeconds(options.MarginSeconds);
    private readonly WaitDepth waitDepth = new(
        SimTime.FromSeconds(options.MinWindowSeconds), SimTime.FromSeconds(options.MaxWindowSeconds), maxDepth, options.DepthGrows);

    private long timer;
    private long lastArrival = -1;
    private double gap;
    private bool begun;

    /// <summary>Short requests that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Enough requests to go at once.</summary>
    public int Depth => options.Window == WindowRule.WaitDepth && most > 0 ? waitDepth.Depth : maxDepth;

    /// <summary>What the window is just now, picoseconds.</summary>
    public long Window => options.Window == WindowRule.WaitDepth ? waitDepth.Window : most;

    /// <summary>Estimate of a short step, picoseconds.</summary>
    public long Service { get; private set; }

    public void Begin(long service) => Service = service;

    public void Enter(long now, bool arrives)
    {
        if (Count++ == 0) timer = now;
        if (!arrives) return;
        if (lastArrival >= 0) gap = gap == 0 ? now - lastArrival : ((1 - Smoothing) * gap) + (Smoothing * (now - lastArrival));
        lastArrival = now;
    }

    public void Leave() => Count--;

    /// <summary>When the short requests that wait are to go, if no more of them come.</summary>
    /// <param name="now">The time.</param>
    /// <param name="deadline">The earliest of their deadlines.</param>
    public long ReadyAt(long now, long deadline)
    {
        if (most == 0 || Count >= Depth) return now;
        if (options.OnlyWhenItPays && !(gap > 0 && (Count + 1) * gap < Service && lastArrival + gap < timer + Window)) return now;
        if (options.Window == WindowRule.Fixed) return timer + most;
        var latest = deadline == SimTime.Never ? SimTime.Never : deadline - Service;
        if (options.Window == WindowRule.WaitDepth)
        {
            if (!begun) waitDepth.Begin(latest == SimTime.Never ? most : latest - now);
            begun = true;
            return Math.Min(timer + waitDepth.Window, latest == SimTime.Never ? latest : latest - slack);
        }
        var filled = gap > 0 ? lastArrival + (long)((Depth - Count) * gap) : SimTime.Never;
        var due = latest == SimTime.Never ? latest : latest - margin;
        return Math.Min(Math.Clamp(Math.Min(due, filled), timer + least, timer + most), latest == SimTime.Never ? latest : latest - slack);
    }

    /// <summary>A step of <paramref name="depth"/> of them starts; the rest waits anew.</summary>
    public void Dispatched(long now, int depth, int left)
    {
        waitDepth.Dispatched(depth, now - timer, left);
        timer = now;
    }

    /// <summary>A short step took so long.</summary>
    public void Served(long duration) => Service += (long)(Smoothing * (duration - Service));
}
