using CsCheck;
using Rota.Cluster.Sharing;
using Xunit;

namespace Rota.Tests.Cluster.Sharing;

public sealed class FairQueueTests
{
    private static readonly Gen<(int User, int Work, int Gap)[]> Arrivals =
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 40], Gen.Int[0, 6]).Array[1, 60];

    [Fact]
    public void A_lazy_queue_takes_items_in_the_same_order_as_an_eager_one() => Gen.Select(Arrivals, Gen.Bool).Sample((arrivals, remaining) =>
    {
        var (eager, lazy) = (Fill(arrivals, lazy: false, remaining), Fill(arrivals, lazy: true, remaining));
        foreach (var (a, b) in eager.Jobs.Zip(lazy.Jobs)) Assert.Equal(a.Deadline, b.Deadline, 6);
        Assert.Equal(Math.Round(eager.Queue.VirtualTime, 6), Math.Round(lazy.Queue.VirtualTime, 6));
    }, iter: 200, seed: "33B3jFMrH9A1");

    [Fact]
    public void Items_come_out_by_deadline_and_all_of_them() => Arrivals.Sample(arrivals =>
    {
        var (queue, _) = Fill(arrivals, lazy: true, remaining: false);
        var (count, last) = (0, double.NegativeInfinity);
        while (queue.Peek() is { } job)
        {
            Assert.True(job.Deadline >= last - 1e-9);
            last = job.Deadline;
            queue.Take(job);
            count++;
        }
        Assert.Equal(arrivals.Length, count);
    }, iter: 100);

    [Fact]
    public void The_ideal_pool_loses_no_time_and_does_all_work() => Arrivals.Sample(arrivals =>
    {
        // Everything at once: the last fluid finish is all work over the cores.
        var queue = new UserWeightedFairQueue(new(4));
        var jobs = arrivals.Select(arrival => queue.Submit(0, $"u{arrival.User}", null, arrival.Work)).ToArray();
        queue.Drain();
        Assert.Equal(arrivals.Sum(arrival => arrival.Work) / 4.0, jobs.Max(job => job.FluidFinish), 6);
    }, iter: 100);

    [Fact]
    public void A_flood_of_one_user_stands_behind_the_single_item_of_another()
    {
        var queue = new UserWeightedFairQueue(new(1));
        for (var i = 0; i < 1000; i++) queue.Submit(0, "flood", null, 1);
        for (var i = 0; i < 3; i++) queue.Take(queue.Peek()!);
        queue.Submit(3, "single", null, 1);
        var before = 0;
        while (queue.Peek() is { } job)
        {
            queue.Take(job);
            if (job.User == "single") break;
            before++;
        }
        Assert.True(before <= 1, $"{before} items of the flood went first");
    }

    [Fact]
    public void Weights_divide_the_items_taken()
    {
        var weights = new Dictionary<string, double> { ["a"] = 1, ["b"] = 2, ["c"] = 4 };
        var queue = new UserWeightedFairQueue(new(1) { Weight = user => weights[user] });
        foreach (var user in weights.Keys)
            for (var i = 0; i < 700; i++) queue.Submit(0, user, null, 1);
        var taken = weights.Keys.ToDictionary(user => user, _ => 0);
        for (var i = 0; i < 700; i++)
        {
            var job = queue.Peek()!;
            queue.Take(job);
            taken[job.User]++;
        }
        foreach (var (user, weight) in weights) Assert.InRange(taken[user], (100 * weight) - 1, (100 * weight) + 1);
    }

    [Fact]
    public void Nobody_saves_up_credit_while_idle()
    {
        var queue = new UserWeightedFairQueue(new(1));
        queue.Submit(0, "early", null, 1);
        queue.Submit(0, "late", null, 1);
        for (var i = 0; i < 100; i++) queue.Submit(2, "early", null, 1);
        // V runs at 1 from t=2; late comes at 50 with the clock at 1 + 48.
        var job = queue.Submit(50, "late", null, 1);
        Assert.Equal(queue.VirtualTime + 1, job.Deadline, 9);
    }

    [Fact]
    public void A_long_chain_gives_no_moments_in_the_past_when_it_is_one_of_what_is_left()
    {
        foreach (var remaining in new[] { false, true })
        {
            var queue = new UserWeightedFairQueue(new(1) { ChainRemaining = remaining });
            queue.Submit(0, "busy", null, 1000);
            var small = queue.Submit(900, "busy", null, 8);
            var other = queue.Submit(900, "other", null, 8);
            // As published the small job's moment is 8, though the user has had 900 already.
            Assert.Equal(remaining ? 908 : 8, small.Deadline, 6);
            Assert.Equal(908, other.Deadline, 6);
        }
    }

    [Fact]
    public void Work_beyond_the_estimate_joins_the_chain_and_work_short_of_it_leaves()
    {
        var queue = new UserWeightedFairQueue(new(1));
        var first = queue.Submit(0, "u", null, 4);
        var second = queue.Submit(0, "u", null, 6);
        queue.Reestimate(1, first, 2);
        Assert.Equal(2, first.Deadline, 9);
        Assert.Equal(8, second.Deadline, 9);
        queue.Advance(20);
        Assert.True(second.VirtuallyDone);
        queue.Reestimate(20, second, 9);
        Assert.False(second.VirtuallyDone);
        Assert.Equal(9, second.TotalWork, 9);
    }

    [Fact]
    public void Users_who_left_long_ago_are_forgotten()
    {
        var queue = new UserWeightedFairQueue(new(1) { Grace = 1, Lazy = true });
        for (var i = 0; i < 10_000; i++)
        {
            queue.Submit(2 * i, $"user{i}", "job", 1);
            queue.Take(queue.Peek()!);
        }
        Assert.InRange(queue.KnownUsers, 1, 5);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Work_out_of_range_is_refused_with_the_user(double work) =>
        Assert.Contains("user 'u'", Assert.Throws<RotaException>(() => new UserWeightedFairQueue(new(1)).Submit(0, "u", null, work)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("cores 0", Assert.Throws<RotaException>(() => new UserWeightedFairQueue(new(0))).Message, StringComparison.Ordinal);
        Assert.Contains("weight 0", Assert.Throws<RotaException>(() => new UserWeightedFairQueue(new(1) { Weight = _ => 0 }).Submit(0, "u", null, 1)).Message, StringComparison.Ordinal);
    }

    private static (UserWeightedFairQueue Queue, FairJob[] Jobs) Fill((int User, int Work, int Gap)[] arrivals, bool lazy, bool remaining)
    {
        var queue = new UserWeightedFairQueue(new(2) { Lazy = lazy, ChainRemaining = remaining });
        var now = 0.0;
        // Uneven works, so that no order hangs on the rounding of a tie.
        var jobs = arrivals.Select((arrival, i) => queue.Submit(now += arrival.Gap, $"u{arrival.User}", null, arrival.Work + (0.01 * Math.Sqrt(i + 2)))).ToArray();
        return (queue, jobs);
    }
}
