namespace Rota.Simulation;

/// <summary>
/// A clock that stands still until it is told to run, then jumps from one due timer to the next. Code that takes a <see cref="TimeProvider"/> (timers,
/// <see cref="Task.Delay(TimeSpan, TimeProvider)"/>, cancellation after a delay, <see cref="PeriodicTimer"/>) rehearses on it unchanged. Timers
/// due at the same time fire in the order in which they were last scheduled, on the thread that runs the clock and without a synchronization context,
/// so that awaiting code goes on at once and every run is the same.
/// </summary>
/// <remarks>
/// One thread runs the clock. Timers may be made, changed and disposed on any thread, but a run is the same every time only while its code stays on
/// the thread of the clock. Some of .NET goes on on the thread pool: a <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> that is
/// cancelled, channels, and whatever is told to run continuations asynchronously.
/// </remarks>
public sealed class VirtualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly SortedSet<VirtualTimer> timers = new(Comparer<VirtualTimer>.Create((a, b) => a.Key.CompareTo(b.Key)));
    private readonly DateTimeOffset start;
    private readonly int timerKind;
    private long now;
    private long nextTimer = long.MaxValue;
    private long sequence;

    /// <summary>A clock at time 0.</summary>
    /// <param name="start">The date at time 0; midnight of 1 January 2000, UTC, by default.</param>
    /// <param name="timerKind">The kind of timers in the order (time, kind, sequence): by default the last, after all that happens at the same time.</param>
    public VirtualTime(DateTimeOffset? start = null, int timerKind = EventKey.MaxKind)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)timerKind, (uint)EventKey.MaxKind, nameof(timerKind));
        this.start = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();
        this.timerKind = timerKind;
    }

    /// <summary>Ticks of 100 ns since time 0.</summary>
    public long Now => Volatile.Read(ref now);

    /// <summary>When the first timer is due; null when none is.</summary>
    public long? NextTimer => NextTimerTime is var time and < long.MaxValue ? time : null;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC, so that no run depends on the machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How long, by the wall, <see cref="Run"/> waits for code that went on on the thread pool.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True once a <see cref="Simulation{TEvent}"/> runs this clock.</summary>
    internal bool Driven { get; private set; }

    /// <summary>As <see cref="NextTimer"/>, <see cref="long.MaxValue"/> when none is due.</summary>
    internal long NextTimerTime => Volatile.Read(ref nextTimer);

    /// <inheritdoc/>
    public override long GetTimestamp() => Now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start.AddTicks(Now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the first due timer and fires it.</summary>
    /// <returns>False when no timer is due; the clock then stays where it is.</returns>
    public bool RunNext()
    {
        RefuseWhenDriven();
        return TryFire(long.MaxValue);
    }

    /// <summary>Fires every timer due at <paramref name="time"/> or before, in order, those made on the way included, and leaves the clock at that time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time has passed.</exception>
    public void RunUntil(long time)
    {
        RefuseWhenDriven();
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Now);
        while (TryFire(time)) { }
        MoveTo(time);
    }

    /// <summary>As <see cref="RunUntil"/>, this long from now.</summary>
    public void RunFor(TimeSpan length) => RunUntil(checked(Now + length.Ticks));

    /// <summary>Starts asynchronous code and runs the clock until it has finished; its exception, if any, comes out.</summary>
    /// <exception cref="InvalidOperationException">It waits for something that is not on this clock.</exception>
    public void Run(Func<Task> start)
    {
        RefuseWhenDriven();
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = start();
            while (!task.IsCompleted)
            {
                if (TryFire(long.MaxValue)) continue;
                // Code on the thread pool may still finish or make a timer.
                if (!SpinWait.SpinUntil(() => task.IsCompleted || NextTimer is not null, Patience))
                    throw new InvalidOperationException("no timer is due and the code has not finished: it waits for something that is not on this clock");
            }
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Hands the clock to a simulation: from then on only that runs it.</summary>
    internal void Claim()
    {
        RefuseWhenDriven();
        Driven = true;
    }

    /// <summary>The next place at this time and kind, in the sequence that timers and events share.</summary>
    internal EventKey NextKey(long time, int kind) => new(time, kind, Interlocked.Increment(ref sequence) - 1);

    /// <summary>Moves forward; never back, for a callback may itself have run the clock further.</summary>
    internal void MoveTo(long time)
    {
        if (time > now) Volatile.Write(ref now, time);
    }

    /// <summary>Fires the first timer if it is due at <paramref name="until"/> or before.</summary>
    internal bool TryFire(long until) => until >= NextTimerTime && TryFire(new EventKey(until, EventKey.MaxKind, (1L << 48) - 1));

    /// <summary>Fires the first timer if it comes before <paramref name="limit"/>.</summary>
    internal bool TryFire(EventKey limit)
    {
        VirtualTimer? timer;
        lock (gate)
        {
            timer = timers.Min;
            if (timer is null || timer.Key >= limit) return false;
            timers.Remove(timer);
            MoveTo(timer.Key.Time);
            // Placed anew before the callback, which may change or dispose it.
            if (timer.Period > 0) Place(timer, timer.Key.Time, timer.Period);
            else timer.Scheduled = false;
            Remember();
        }
        timer.Fire();
        return true;
    }

    internal bool Change(VirtualTimer timer, long due, long period)
    {
        lock (gate)
        {
            if (timer.Disposed) return false;
            Withdraw(timer);
            timer.Period = period;
            if (due >= 0) Place(timer, now, due);
            Remember();
            return true;
        }
    }

    internal void Dispose(VirtualTimer timer)
    {
        lock (gate)
        {
            timer.Disposed = true;
            Withdraw(timer);
            Remember();
        }
    }

    private void Withdraw(VirtualTimer timer)
    {
        if (timer.Scheduled) timers.Remove(timer);
        timer.Scheduled = false;
    }

    private void Place(VirtualTimer timer, long from, long after)
    {
        timer.Key = NextKey(checked(from + after), timerKind);
        timer.Scheduled = true;
        timers.Add(timer);
    }

    private void Remember() => Volatile.Write(ref nextTimer, timers.Min is { } timer ? timer.Key.Time : long.MaxValue);

    private void RefuseWhenDriven()
    {
        if (Driven) throw new InvalidOperationException("a simulation runs this clock: run the simulation");
    }
}
