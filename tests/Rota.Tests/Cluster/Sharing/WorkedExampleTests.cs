using Rota.Cluster.Sharing;
using Xunit;

namespace Rota.Tests.Cluster.Sharing;

/// <summary>The specification's worked example, event by event: two cores, equal weights, times in seconds.</summary>
public sealed class WorkedExampleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Deadlines_and_clocks_are_those_worked_out_by_hand(bool lazy)
    {
        var queue = new UserWeightedFairQueue(new(2) { Lazy = lazy });

        var a1 = queue.Submit(0, "A", "a1", 4);
        Expect(queue, 0, (a1, 4));
        Clocks(queue, "A", 0, 0, 4);

        var a2 = queue.Submit(0, "A", "a2", 2);
        Expect(queue, 0, (a2, 2), (a1, 6));
        Clocks(queue, "A", 0, 0, 6);

        var b1 = queue.Submit(1, "B", "b1", 2);
        Expect(queue, 2, (a2, 2), (b1, 4), (a1, 6));
        if (!lazy) Clocks(queue, "A", 1, 0, 6);
        Clocks(queue, "B", 0, 2, 4);

        var a3 = queue.Submit(2, "A", "a3", 1);
        Expect(queue, 3, (a2, 2), (a3, 3), (b1, 4), (a1, 7));
        Clocks(queue, "A", 1.5, 0, 7);
        if (!lazy) Clocks(queue, "B", 1, 2, 4);

        var c1 = queue.Submit(3, "C", "c1", 1);
        Expect(queue, 4, (a2, 2), (a3, 3), (b1, 4), (c1, 5), (a1, 7));
        if (!lazy) Clocks(queue, "A", 1.8333, 0, 7);
        Clocks(queue, "C", 0, 4, 5);
        Assert.Equal(0, queue.Share("B"));

        var b2 = queue.Submit(9, "B", "b2", 1);
        Assert.Equal(7, queue.VirtualTime, 9);
        Assert.Equal(8, b2.Deadline, 9);
        Clocks(queue, "B", 2, 7, 8);

        var a4 = queue.Submit(9, "A", "a4", 3);
        Assert.Equal(10, a4.Deadline, 9);
        Clocks(queue, "A", 4, 7, 10);
        Clocks(queue, "B", 2, 7, 8);
    }

    [Fact]
    public void Items_are_taken_in_the_order_of_deadlines()
    {
        var queue = new UserWeightedFairQueue(new(2));
        queue.Submit(0, "A", "a1", 4);
        queue.Submit(0, "A", "a2", 2);
        queue.Submit(1, "B", "b1", 2);
        queue.Submit(2, "A", "a3", 1);
        queue.Submit(3, "C", "c1", 1);
        var order = new List<string>();
        while (queue.Peek() is { } job)
        {
            order.Add(job.Id!);
            queue.Take(job);
        }
        Assert.Equal(["a2", "a3", "b1", "c1", "a1"], order);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public void Fluid_finishes_are_those_of_two_level_sharing()
    {
        // A's jobs share 2 cores until 1, one core until B ends: a2 has 1 at t=1, then 0.5 a second.
        var queue = new UserWeightedFairQueue(new(2));
        var (a1, a2) = (queue.Submit(0, "A", null, 4), queue.Submit(0, "A", null, 2));
        var b1 = queue.Submit(1, "B", null, 2);
        queue.Drain();
        Assert.Equal(3, a2.FluidFinish, 9);
        Assert.Equal(3, b1.FluidFinish, 9);
        Assert.Equal(4, a1.FluidFinish, 9);
    }

    private static void Expect(UserWeightedFairQueue queue, double virtualTime, params (FairJob Job, double Deadline)[] jobs)
    {
        Assert.Equal(virtualTime, queue.VirtualTime, 9);
        foreach (var (job, deadline) in jobs) Assert.Equal(deadline, job.Deadline, 9);
    }

    private static void Clocks(UserWeightedFairQueue queue, string user, double clock, double start, double end)
    {
        var (v, s, e) = queue.UserClocks(user)!.Value;
        Assert.Equal(clock, v, 4);
        Assert.Equal(start, s, 9);
        Assert.Equal(end, e, 9);
    }
}
