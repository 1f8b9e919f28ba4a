namespace Rota.Simulation;

/// <summary>
/// Typed events and the timers of a <see cref="VirtualTime"/> in one order: (time, kind, sequence). A model schedules events; a policy coded against
/// <see cref="TimeProvider"/> gets <see cref="Clock"/> and takes part unchanged.
/// </summary>
/// <typeparam name="TEvent">What can happen: best a small struct or an enum.</typeparam>
public sealed class Simulation<TEvent>
{
    private const int EventsBetweenLooks = 4096;
    private readonly EventQueue<TEvent> events = new();
    private bool stopping;

    /// <summary>A simulation at time 0, or where <paramref name="clock"/> stands; from then on only the simulation runs that clock.</summary>
    /// <exception cref="InvalidOperationException">Another simulation runs the clock.</exception>
    public Simulation(VirtualTime? clock = null)
    {
        Clock = clock ?? new VirtualTime();
        Clock.Claim();
    }

    /// <summary>The clock, for code that takes a <see cref="TimeProvider"/>.</summary>
    public VirtualTime Clock { get; }

    /// <summary>Ticks since time 0.</summary>
    public long Now => Clock.Now;

    /// <summary>How many events are pending, timers not counted.</summary>
    public int Pending => events.Count;

    /// <summary>Schedules an event at <paramref name="time"/>, behind those of the same time and kind.</summary>
    /// <param name="time">In ticks, not before <see cref="Now"/>.</param>
    /// <param name="kind">The rank among events of the same time, in [0, <see cref="EventKey.MaxKind"/>]; the lowest first.</param>
    /// <param name="happening">What happens then.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time has passed, or the kind is out of range.</exception>
    public void Schedule(long time, int kind, TEvent happening)
    {
        if (time < Now) throw new ArgumentOutOfRangeException(nameof(time), time, $"it is {Now} already");
        events.Add(Clock.NextKey(time, kind), happening);
    }

    /// <summary>Makes the running loop return after the event at hand.</summary>
    public void Stop() => stopping = true;

    /// <summary>
    /// Handles events and fires timers in order until none is left, the time is past <paramref name="until"/>, or <see cref="Stop"/> was called. The
    /// handler is a struct, so that its code is compiled into the loop.
    /// </summary>
    /// <param name="handler">The model; its changes stay in the caller's variable.</param>
    /// <param name="until">The last tick to run; the clock ends there, unless it is the default: then it ends at the last event.</param>
    /// <param name="cancellation">Looked at every few thousand events.</param>
    /// <returns>How many events were handled and timers fired.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the simulation can go on with another call.</exception>
    public long Run<THandler>(ref THandler handler, long until = long.MaxValue, CancellationToken cancellation = default)
        where THandler : struct, IEventHandler<TEvent>
    {
        stopping = false;
        var handled = 0L;
        while (!stopping)
        {
            if (handled % EventsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            if (!events.TryPeek(out var next) || next.Time > until)
            {
                if (!Clock.TryFire(until)) break;
            }
            else if (Clock.NextTimerTime > next.Time || !Clock.TryFire(next))
            {
                events.TryTake(out _, out var happening);
                Clock.MoveTo(next.Time);
                handler.Handle(in happening, this);
            }
            handled++;
        }
        if (!stopping && until != long.MaxValue) Clock.MoveTo(until);
        return handled;
    }

    /// <summary>As <see cref="Run{THandler}"/>, for a model that is a class.</summary>
    public long Run(IEventHandler<TEvent> handler, long until = long.MaxValue, CancellationToken cancellation = default)
    {
        var indirect = new Indirect(handler);
        return Run(ref indirect, until, cancellation);
    }

    private readonly struct Indirect(IEventHandler<TEvent> handler) : IEventHandler<TEvent>
    {
        public void Handle(in TEvent happening, Simulation<TEvent> simulation) => handler.Handle(in happening, simulation);
    }
}
