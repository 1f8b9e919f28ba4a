namespace Rota.Simulation;

/// <summary>A timer of <see cref="VirtualTime"/>, which guards its fields.</summary>
internal sealed class VirtualTimer(VirtualTime clock, TimerCallback callback, object? state) : ITimer
{
    // What the system's timer takes at most: 2^32 - 2 milliseconds.
    private const long LongestTicks = 4294967294L * TimeSpan.TicksPerMillisecond;

    private readonly ExecutionContext? context = ExecutionContext.Capture();

    /// <summary>The place in the order; meaningful while scheduled.</summary>
    public EventKey Key { get; set; }

    /// <summary>True while the timer is due.</summary>
    public bool Scheduled { get; set; }

    /// <summary>Ticks from one firing to the next, 0 or less for one firing only.</summary>
    public long Period { get; set; }

    /// <summary>True once disposed.</summary>
    public bool Disposed { get; set; }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        return clock.Change(this, dueTime == Timeout.InfiniteTimeSpan ? -1 : dueTime.Ticks, period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks);
    }

    /// <inheritdoc/>
    public void Dispose() => clock.Dispose(this);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Calls back, in the execution context of the maker and without a synchronization context.</summary>
    public void Fire()
    {
        var outer = SynchronizationContext.Current;
        if (outer is not null) SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            if (context is null) callback(state);
            else ExecutionContext.Run(context, static timer => ((VirtualTimer)timer!).CallBack(), this);
        }
        finally
        {
            if (outer is not null) SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void CallBack() => callback(state);

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time.Ticks < 0 || time.Ticks > LongestTicks))
            throw new ArgumentOutOfRangeException(name, time, "a timer waits 0 to 4294967294 milliseconds, or without end");
    }
}
