using CsCheck;
using Rota.Simulation;
using Rota.Statistics;
using Rota.Studies.Simulation;
using Xunit;

namespace Rota.Tests.Simulation;

public class SimulationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Events_and_timers_come_in_one_order()
    {
        var simulation = new Simulation<string>();
        var log = new List<string>();
        using var timer = simulation.Clock.CreateTimer(_ => log.Add($"{simulation.Now} timer"), null, TimeSpan.FromTicks(5), TimeSpan.FromTicks(5));
        simulation.Schedule(10, 1, "second");
        simulation.Schedule(10, 0, "first");
        simulation.Schedule(7, 0, "between");
        var handled = simulation.Run(new Recorder(log), until: 12, Token);
        Assert.Equal(["5 timer", "7 between", "10 first", "10 second", "10 timer"], log);
        Assert.Equal((5, 12, 0), (handled, simulation.Now, simulation.Pending));
    }

    [Fact]
    public void Timers_can_come_before_events_of_the_same_time()
    {
        var simulation = new Simulation<string>(new VirtualTime(timerKind: 0));
        var log = new List<string>();
        simulation.Schedule(5, 1, "event");
        using var timer = simulation.Clock.CreateTimer(_ => log.Add("5 timer"), null, TimeSpan.FromTicks(5), Timeout.InfiniteTimeSpan);
        simulation.Run(new Recorder(log), cancellation: Token);
        Assert.Equal(["5 timer", "5 event"], log);
    }

    [Fact]
    public void Of_the_same_time_and_kind_what_was_scheduled_first_comes_first_be_it_event_or_timer() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 3]).Array[0, 30].Sample(steps =>
        {
            var simulation = new Simulation<string>(new VirtualTime(timerKind: 7));
            var log = new List<string>();
            for (var i = 0; i < steps.Length; i++)
            {
                var (timer, time) = steps[i];
                var text = $"{i}";
                if (timer)
                    simulation.Clock.CreateTimer(_ => log.Add($"{simulation.Now} {text}"), null, TimeSpan.FromTicks(time), Timeout.InfiniteTimeSpan);
                else
                    simulation.Schedule(time, 7, text);
            }
            simulation.Run(new Recorder(log), cancellation: Token);
            var expected = Enumerable.Range(0, steps.Length).OrderBy(i => steps[i].Item2).Select(i => $"{steps[i].Item2} {i}");
            Assert.Equal(expected, log);
        });

    [Fact]
    public void An_end_in_time_is_kept_and_the_next_run_goes_on()
    {
        var simulation = new Simulation<string>();
        var log = new List<string>();
        simulation.Schedule(3, 0, "a");
        simulation.Schedule(4, 0, "b");
        Assert.Equal(1, simulation.Run(new Recorder(log), until: 3, Token));
        Assert.Equal(3, simulation.Now);
        Assert.Equal(1, simulation.Run(new Recorder(log), cancellation: Token));
        Assert.Equal(["3 a", "4 b"], log);
        Assert.Equal(4, simulation.Now);
    }

    [Fact]
    public void A_handler_can_stop_the_run()
    {
        var simulation = new Simulation<int>();
        var stopper = new Stopper();
        for (var i = 0; i < 5; i++) simulation.Schedule(i, 0, i);
        Assert.Equal(3, simulation.Run(ref stopper, until: 100, Token));
        Assert.Equal((3, 2, 2), (stopper.Seen, simulation.Pending, simulation.Now));
    }

    [Fact]
    public void A_cancelled_run_can_be_taken_up_again()
    {
        var simulation = new Simulation<int>();
        simulation.Schedule(1, 0, 0);
        var stopper = new Stopper();
        Assert.Throws<OperationCanceledException>(() => simulation.Run(ref stopper, cancellation: new CancellationToken(true)));
        Assert.Equal(1, simulation.Run(ref stopper, cancellation: Token));
    }

    [Fact]
    public void The_past_cannot_be_scheduled()
    {
        var simulation = new Simulation<string>();
        simulation.Run(new Recorder([]), until: 10, Token);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Schedule(9, 0, "late"));
    }

    [Fact]
    public void A_clock_belongs_to_one_simulation_which_alone_runs_it()
    {
        var simulation = new Simulation<string>();
        Assert.Throws<InvalidOperationException>(() => simulation.Clock.RunNext());
        Assert.Throws<InvalidOperationException>(() => simulation.Clock.RunUntil(5));
        Assert.Throws<InvalidOperationException>(() => new Simulation<int>(simulation.Clock));
    }

    [Fact]
    public void Code_that_awaits_takes_part_in_a_simulation()
    {
        var simulation = new Simulation<string>();
        var log = new List<string>();
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var policy = Policy(simulation.Clock);
        SynchronizationContext.SetSynchronizationContext(outer);
        simulation.Schedule(TimeSpan.TicksPerSecond + 1, 0, "event");
        simulation.Run(new Recorder(log), cancellation: Token);
        Assert.True(policy.IsCompletedSuccessfully);
        Assert.Equal(["10000000 decided", "10000001 event", "20000000 decided"], log);

        async Task Policy(TimeProvider clock)
        {
            for (var i = 0; i < 2; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
                log.Add($"{clock.GetTimestamp()} decided");
            }
        }
    }

    [Fact]
    public void Same_seed_same_bytes()
    {
        Assert.Equal(MM1Queue.Run(5, 2000, 0.9, 1), MM1Queue.Run(5, 2000, 0.9, 1));
        Assert.NotEqual(MM1Queue.Run(5, 2000, 0.9, 1), MM1Queue.Run(6, 2000, 0.9, 1));
    }

    [Theory]
    [InlineData(0.5, 1)] // 0.5 / (1 - 0.5)
    [InlineData(0.9, 9)] // 0.9 / (1 - 0.9)
    public void The_mean_wait_of_a_queue_is_what_theory_says(double arrivalRate, double expected)
    {
        var waits = new double[40];
        for (var i = 0; i < waits.Length; i++)
        {
            var (wait, events) = MM1Queue.Run((ulong)i + 1, 20_000, arrivalRate, 1);
            waits[i] = wait;
            Assert.Equal(40_000, events);
        }
        var interval = Interval.OfMean(waits, 0.99);
        Assert.True(interval.Contains(expected), $"{interval}");
        Assert.InRange(interval.HalfWidth, 0, expected * 0.1);
    }

    [Fact]
    public void An_event_allocates_nothing()
    {
        var simulation = new Simulation<int>();
        var chain = default(Chain);
        for (var i = 0; i < 20; i++) simulation.Schedule(i, 0, i);
        simulation.Run(ref chain, until: 1000, Token);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var handled = simulation.Run(ref chain, until: 100_000, Token);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(handled > 100_000);
    }

    private sealed class Recorder(List<string> log) : IEventHandler<string>
    {
        public void Handle(in string happening, Simulation<string> simulation) => log.Add($"{simulation.Now} {happening}");
    }

    private struct Stopper : IEventHandler<int>
    {
        public int Seen { get; private set; }

        public void Handle(in int happening, Simulation<int> simulation)
        {
            if (++Seen == 3) simulation.Stop();
        }
    }

    private readonly struct Chain : IEventHandler<int>
    {
        public void Handle(in int happening, Simulation<int> simulation) => simulation.Schedule(simulation.Now + 1 + (happening % 17), 0, happening);
    }
}
