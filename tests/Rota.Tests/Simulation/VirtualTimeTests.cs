using CsCheck;
using Rota.Simulation;
using Xunit;

namespace Rota.Tests.Simulation;

public class VirtualTimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly VirtualTime clock = new();
    private readonly List<(long Time, string What)> log = [];

    [Fact]
    public void Stands_still_until_told_to_run()
    {
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));
        var dated = new VirtualTime(start);
        Assert.Equal((start, TimeSpan.Zero), (dated.GetUtcNow(), dated.GetUtcNow().Offset));
        dated.RunFor(90 * Second);
        Assert.Equal(start.AddSeconds(90), dated.GetUtcNow());
        Assert.Equal(90 * Second, dated.GetElapsedTime(0));
        Assert.Equal(90 * TimeSpan.TicksPerSecond, dated.Now);
        Assert.Equal(TimeZoneInfo.Utc, dated.LocalTimeZone);
    }

    [Fact]
    public void Jumps_from_one_timer_to_the_next()
    {
        Timer("b", 3, Timeout.Infinite);
        Timer("a", 2, Timeout.Infinite);
        Assert.Equal(2 * TimeSpan.TicksPerSecond, clock.NextTimer);
        Assert.True(clock.RunNext());
        Assert.Equal([(2, "a")], log);
        Assert.True(clock.RunNext());
        Assert.False(clock.RunNext());
        Assert.Equal([(2, "a"), (3, "b")], log);
        Assert.Null(clock.NextTimer);
    }

    [Fact]
    public void Timers_due_together_fire_in_the_order_they_were_scheduled()
    {
        using var first = Timer("first", 2, Timeout.Infinite);
        Timer("second", 2, Timeout.Infinite);
        Timer("third", 2, Timeout.Infinite);
        first.Change(2 * Second, Timeout.InfiniteTimeSpan);
        clock.RunUntil(2 * TimeSpan.TicksPerSecond);
        Assert.Equal([(2, "second"), (2, "third"), (2, "first")], log);
    }

    [Fact]
    public void A_period_repeats_from_the_due_time_on_until_disposed()
    {
        var timer = Timer("tick", 1, 3);
        clock.RunUntil(8 * TimeSpan.TicksPerSecond);
        timer.Dispose();
        timer.Dispose();
        clock.RunFor(10 * Second);
        Assert.Equal([(1, "tick"), (4, "tick"), (7, "tick")], log);
        Assert.False(timer.Change(Second, Second));
        Assert.Null(clock.NextTimer);
    }

    [Fact]
    public void A_zero_due_time_fires_at_once_when_the_clock_runs_and_not_before()
    {
        Timer("now", 0, Timeout.Infinite);
        Assert.Empty(log);
        clock.RunUntil(0);
        Assert.Equal([(0, "now")], log);
    }

    [Fact]
    public void A_zero_period_fires_once()
    {
        Timer("once", 1, 0);
        clock.RunFor(5 * Second);
        Assert.Equal([(1, "once")], log);
    }

    [Fact]
    public void An_infinite_due_time_waits_for_a_change()
    {
        using var timer = Timer("changed", Timeout.Infinite, 2);
        clock.RunFor(5 * Second);
        Assert.Empty(log);
        Assert.True(timer.Change(Second, Timeout.InfiniteTimeSpan));
        clock.RunFor(5 * Second);
        Assert.Equal([(6, "changed")], log);
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Second));
        clock.RunFor(5 * Second);
        Assert.Single(log);
    }

    [Fact]
    public void A_callback_may_change_and_dispose_its_own_timer_and_make_others()
    {
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                Note("tick");
                if (log.Count == 1) timer!.Change(5 * Second, Second);
                else timer!.Dispose();
                Timer("child", 0, Timeout.Infinite);
            },
            null, Second, Second);
        clock.RunFor(20 * Second);
        Assert.Equal([(1, "tick"), (1, "child"), (6, "tick"), (6, "child")], log);
    }

    [Fact]
    public void Refuses_what_the_system_timer_refuses()
    {
        TimerCallback nothing = _ => { };
        Assert.Throws<ArgumentNullException>(() => clock.CreateTimer(null!, null, Second, Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.CreateTimer(nothing, null, TimeSpan.FromMilliseconds(-2), Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.CreateTimer(nothing, null, Second, TimeSpan.FromMilliseconds(-2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.CreateTimer(nothing, null, TimeSpan.FromMilliseconds(4294967295), Second));
        clock.RunFor(Second);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.RunUntil(0));
    }

    [Fact]
    public void A_callback_sees_the_state_and_the_execution_context_of_its_maker()
    {
        var local = new AsyncLocal<string> { Value = "maker" };
        using var timer = clock.CreateTimer(state => log.Add((0, $"{state} {local.Value}")), "state", Second, Timeout.InfiniteTimeSpan);
        local.Value = "runner";
        clock.RunNext();
        Assert.Equal("state maker", log[0].What);
    }

    [Fact]
    public void An_exception_of_a_callback_comes_out_and_the_clock_goes_on()
    {
        using var timer = clock.CreateTimer(_ => throw new FormatException("broken"), null, Second, Timeout.InfiniteTimeSpan);
        Timer("after", 2, Timeout.Infinite);
        Assert.Equal("broken", Assert.Throws<FormatException>(() => clock.RunNext()).Message);
        clock.RunNext();
        Assert.Equal([(2, "after")], log);
    }

    [Fact]
    public void A_callback_may_run_the_clock_itself_and_time_never_goes_back()
    {
        using var timer = clock.CreateTimer(_ => clock.RunFor(5 * Second), null, Second, Timeout.InfiniteTimeSpan);
        Timer("inner", 3, Timeout.Infinite);
        clock.RunUntil(2 * TimeSpan.TicksPerSecond);
        Assert.Equal([(3, "inner")], log);
        Assert.Equal(6 * TimeSpan.TicksPerSecond, clock.Now);
    }

    [Fact]
    public void Task_delay_waits_on_virtual_time()
    {
        clock.Run(async () =>
        {
            var hour = Delayed("hour", TimeSpan.FromHours(1));
            var minute = Delayed("minute", TimeSpan.FromMinutes(1));
            await Task.WhenAll(hour, minute);
            Note("both");
        });
        Assert.Equal([(60, "minute"), (3600, "hour"), (3600, "both")], log);

        async Task Delayed(string what, TimeSpan time)
        {
            await Task.Delay(time, clock).ConfigureAwait(false);
            Note(what);
        }
    }

    [Fact]
    public void Cancellation_after_a_delay_comes_on_virtual_time()
    {
        clock.Run(async () =>
        {
            using var patience = new CancellationTokenSource(2 * Second, clock);
            var wait = Task.Delay(TimeSpan.FromDays(1), clock, patience.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            Note("gave up");
        });
        Assert.Equal([(2, "gave up")], log);
        Assert.Null(clock.NextTimer);
    }

    [Fact]
    public void A_periodic_timer_ticks_on_virtual_time()
    {
        clock.Run(async () =>
        {
            using var timer = new PeriodicTimer(3 * Second, clock);
            while (log.Count < 3 && await timer.WaitForNextTickAsync(CancellationToken.None)) Note("tick");
        });
        Assert.Equal([(3, "tick"), (6, "tick"), (9, "tick")], log);
    }

    [Fact]
    public void Waiting_for_a_task_has_a_timeout_on_virtual_time()
    {
        var never = new TaskCompletionSource();
        Assert.Throws<TimeoutException>(() => clock.Run(() => never.Task.WaitAsync(7 * Second, clock)));
        Assert.Equal(7 * TimeSpan.TicksPerSecond, clock.Now);
    }

    [Fact]
    public void Asynchronous_code_that_waits_for_something_else_is_named()
    {
        var impatient = new VirtualTime { Patience = TimeSpan.FromMilliseconds(10) };
        var error = Assert.Throws<InvalidOperationException>(() => impatient.Run(() => new TaskCompletionSource().Task));
        Assert.Contains("not on this clock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Timers_fire_as_a_sorted_list_says() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4]).Array[0, 12].Sample(specs =>
        {
            const int End = 9;
            var virtualClock = new VirtualTime();
            var fired = new List<(long Time, int Timer)>();
            for (var i = 0; i < specs.Length; i++)
            {
                virtualClock.CreateTimer(
                    state => fired.Add((virtualClock.Now / TimeSpan.TicksPerSecond, (int)state!)), i, specs[i].Item1 * Second, specs[i].Item2 * Second);
            }
            virtualClock.RunUntil(End * TimeSpan.TicksPerSecond);
            var expected = new List<(long, int)>();
            for (var i = 0; i < specs.Length; i++)
            {
                for (long time = specs[i].Item1; time <= End; time += specs[i].Item2)
                {
                    expected.Add((time, i));
                    if (specs[i].Item2 == 0) break;
                }
            }
            // Which of two fires first at the same time depends on when each was last scheduled; the times and the counts do not.
            Assert.Equal(expected.Order(), fired.Order());
            Assert.Equal(fired.Select(firing => firing.Time).Order(), fired.Select(firing => firing.Time));
        });

    private ITimer Timer(string what, int due, int period) => clock.CreateTimer(_ => Note(what), null, Seconds(due), Seconds(period));

    private void Note(string what) => log.Add((clock.Now / TimeSpan.TicksPerSecond, what));

    private static TimeSpan Seconds(int count) => count == Timeout.Infinite ? Timeout.InfiniteTimeSpan : count * Second;
}
