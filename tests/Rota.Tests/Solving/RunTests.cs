using CsCheck;
using Rota.Randomness;
using Rota.Simulation;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Solving;

public class RunTests
{
    [Fact]
    public void Threads_share_one_incumbent_and_one_bound()
    {
        var run = new Run<string>(Limit.None);
        var accepted = 0;
        var threads = Enumerable.Range(0, 4).Select(t => new Thread(() =>
        {
            var stream = new RandomStream(5).Split(t);
            for (var i = 0; i < 5000; i++)
            {
                // Slowly falling, so that the threads overtake one another.
                var objective = 20_000 - (3 * i) + stream.Next(500);
                if (run.Offer(new string('x', 1) + objective, objective, $"{t}")) Interlocked.Increment(ref accepted);
                run.ProveBound(i - 10_000 + stream.Next(50), $"{t}");
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        var (answer, best) = run.Best!.Value;
        Assert.Equal($"x{best}", answer);
        Assert.Equal((best, accepted), (run.Objective, run.Version));
        var trajectory = run.Conclude("threads").Trajectory;
        Assert.Equal((best, run.Bound), (trajectory[^1].Objective, trajectory[^1].Bound));
        for (var i = 1; i < trajectory.Length; i++)
        {
            var (before, after) = (trajectory[i - 1], trajectory[i]);
            // Every point is news of exactly one kind, and none is a step back.
            Assert.True((after.Objective ?? long.MaxValue) < (before.Objective ?? long.MaxValue) ^ after.Bound > before.Bound);
            Assert.True(after.Seconds >= before.Seconds);
        }
        Assert.Equal(accepted, trajectory.Select(point => point.Objective).Where(objective => objective is not null).Distinct().Count());
    }

    [Fact]
    public void The_incumbent_is_the_least_offered_and_the_bound_the_highest_proved() =>
        Gen.Select(Gen.Long[50, 100].Array[1, 20], Gen.Long[0, 49].Array[1, 20]).Sample((objectives, bounds) =>
        {
            var run = new Run<string>(Limit.None);
            foreach (var objective in objectives) Assert.Equal(objective < run.Objective, run.Offer($"{objective}", objective, "a"));
            foreach (var bound in bounds) run.ProveBound(bound, "b");
            Assert.Equal(($"{objectives.Min()}", objectives.Min()), run.Best);
            Assert.Equal(bounds.Max(), run.Bound);
            Assert.False(run.ShouldStop);
            Assert.Equal(Outcome.Feasible, run.Conclude("s").Outcome);
        });

    [Fact]
    public void Meeting_bound_and_objective_is_optimal_and_stops()
    {
        var run = new Run<string>(Limit.None);
        run.ProveBound(5, "bound");
        Assert.False(run.ShouldStop);
        run.Offer("abcde", 5, "answer");
        Assert.True(run.ShouldStop);
        Assert.Equal(Outcome.Optimal, run.Conclude("s").Outcome);
    }

    [Fact]
    public void A_time_limit_stops_after_that_many_readings_of_the_clock()
    {
        var run = new Run<string>(Limit.Time(TimeSpan.FromMilliseconds(100)), clock: new CountingClock());
        Assert.Equal(99, CountWhileGoing(run));
        Assert.Equal(Outcome.Unknown, run.Conclude("s").Outcome);
    }

    [Fact]
    public void A_target_stops_at_the_objective_or_below()
    {
        var run = new Run<string>(Limit.Target(10), clock: new CountingClock());
        run.Offer("11", 11, "s");
        Assert.False(run.ShouldStop);
        run.Offer("9", 9, "s");
        Assert.True(run.ShouldStop);
        Assert.Equal(Outcome.Feasible, run.Conclude("s").Outcome);
    }

    [Fact]
    public void Want_of_improvement_counts_from_the_last_better_answer()
    {
        var clock = new VirtualTime();
        var run = new Run<string>(Limit.NoImprovement(TimeSpan.FromSeconds(3)), clock: clock);
        clock.RunFor(TimeSpan.FromSeconds(100));
        Assert.False(run.ShouldStop); // no answer yet
        run.Offer("x", 10, "s");
        clock.RunFor(TimeSpan.FromSeconds(2));
        run.Offer("y", 10, "s"); // no better
        Assert.False(run.ShouldStop);
        run.Offer("z", 9, "s");
        clock.RunFor(TimeSpan.FromSeconds(2.9));
        Assert.False(run.ShouldStop);
        clock.RunFor(TimeSpan.FromSeconds(0.1));
        Assert.True(run.ShouldStop);
    }

    [Fact]
    public void A_first_answer_that_is_just_being_taken_does_not_look_old()
    {
        var clock = new WatchedClock();
        var run = new Run<string>(Limit.NoImprovement(TimeSpan.FromSeconds(3)), clock: clock);
        clock.Now = 100;
        var early = false;
        // Whatever another thread would see at every reading of the clock while the answer is taken.
        clock.OnReading = () => early |= run.ShouldStop;
        run.Offer("x", 10, "s");
        Assert.False(early);
    }

    [Fact]
    public void The_time_left_is_never_negative_and_unknown_without_a_time_limit()
    {
        var clock = new VirtualTime();
        var run = new Run<string>(Limit.Time(TimeSpan.FromSeconds(5)) | Limit.Target(1), clock: clock);
        clock.RunFor(TimeSpan.FromSeconds(2));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (run.Elapsed, run.Remaining));
        clock.RunFor(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.Zero, run.Remaining);
        Assert.Null(new Run<string>(Limit.Target(1), clock: clock).Remaining);
    }

    [Fact]
    public void A_gap_needs_an_answer_and_a_bound()
    {
        var run = new Run<string>(Limit.None);
        Assert.Null(run.Conclude("s").Gap);
        run.Offer("x", 20, "s");
        Assert.Null(run.Conclude("s").Gap);
        run.ProveBound(15, "s");
        Assert.Equal(0.25, run.Conclude("s").Gap);
    }

    [Fact]
    public void A_reason_is_kept_only_without_an_answer()
    {
        var run = new Run<string>(Limit.None);
        run.GiveUp("does not fit");
        run.GiveUp("second thoughts");
        Assert.Equal((Outcome.Unknown, "does not fit"), (run.Conclude("s").Outcome, run.Conclude("s").Reason));
        run.Offer("x", 1, "s");
        Assert.Null(run.Conclude("s").Reason);
    }

    private static int CountWhileGoing(Run<string> run)
    {
        var count = 0;
        while (!run.ShouldStop) count++;
        return count;
    }

    private sealed class WatchedClock : TimeProvider
    {
        private bool telling;

        public long Now { get; set; }

        public Action? OnReading { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            // Once at a time: what is told reads the clock itself.
            if (!telling)
            {
                telling = true;
                OnReading?.Invoke();
                telling = false;
            }
            return Now;
        }
    }
}
