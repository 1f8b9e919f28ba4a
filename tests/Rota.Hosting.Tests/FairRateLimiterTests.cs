using System.Threading.RateLimiting;
using Rota.Simulation;
using Xunit;

namespace Rota.Hosting.Tests;

public sealed class FairRateLimiterTests
{
    [Fact]
    public async Task Who_waits_is_let_in_by_turns_of_users()
    {
        await using var limiter = Limiter(1);
        var lease = limiter.AttemptAcquire("gate");
        var order = new List<string>();
        var waits = new List<(string User, Task<RateLimitLease> Task)>();
        for (var i = 0; i < 100; i++) waits.Add(("flood", limiter.AcquireAsync("flood", 1, TestContext.Current.CancellationToken).AsTask()));
        waits.Add(("single", limiter.AcquireAsync("single", 1, TestContext.Current.CancellationToken).AsTask()));
        while (waits.Count > 0)
        {
            lease.Dispose();
            lease = await await Task.WhenAny(waits.Select(wait => wait.Task));
            var next = waits.FindIndex(wait => wait.Task.IsCompleted);
            order.Add(waits[next].User);
            waits.RemoveAt(next);
        }
        Assert.InRange(order.IndexOf("single"), 0, 1);
    }

    [Fact]
    public void Permits_are_shared_by_all_and_none_is_idle()
    {
        using var limiter = Limiter(3);
        var leases = Enumerable.Range(0, 3).Select(_ => limiter.AttemptAcquire("one")).ToArray();
        Assert.All(leases, lease => Assert.True(lease.IsAcquired));
        Assert.False(limiter.AttemptAcquire("two").IsAcquired);
        leases[0].Dispose();
        leases[0].Dispose();
        Assert.Equal(1, limiter.GetStatistics("one")!.CurrentAvailablePermits);
        using var lease = limiter.AttemptAcquire("two");
        Assert.True(lease.IsAcquired);
        Assert.Equal((4, 1), (limiter.GetStatistics("one")!.TotalSuccessfulLeases, limiter.GetStatistics("one")!.TotalFailedLeases));
    }

    [Fact]
    public async Task Users_are_charged_for_the_time_they_hold_permits()
    {
        var clock = new VirtualTime();
        await using var limiter = new FairRateLimiter<string>(new(1) { Time = clock }, user => user);
        var turns = new Dictionary<string, int> { ["slow"] = 0, ["quick"] = 0 };
        var waits = new List<(string User, Task<RateLimitLease> Task)>();
        var lease = limiter.AttemptAcquire("gate");
        for (var i = 0; i < 200; i++)
            foreach (var user in turns.Keys) waits.Add((user, limiter.AcquireAsync(user, 1, TestContext.Current.CancellationToken).AsTask()));
        for (var turn = 0; turn < 100; turn++)
        {
            lease.Dispose();
            var next = waits.FindIndex(wait => wait.Task.IsCompleted);
            while (next < 0)
            {
                await Task.Yield();
                next = waits.FindIndex(wait => wait.Task.IsCompleted);
            }
            lease = await waits[next].Task;
            turns[waits[next].User]++;
            clock.RunFor(TimeSpan.FromSeconds(waits[next].User == "slow" ? 4 : 1));
            waits.RemoveAt(next);
        }
        Assert.InRange(turns["quick"], 75, 84);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_line()
    {
        await using var limiter = Limiter(1);
        var lease = limiter.AttemptAcquire("a");
        using var cancel = new CancellationTokenSource();
        var first = limiter.AcquireAsync("b", 1, cancel.Token).AsTask();
        var second = limiter.AcquireAsync("c", 1, TestContext.Current.CancellationToken).AsTask();
        Assert.Equal(1, limiter.GetStatistics("b")!.CurrentQueuedCount);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        lease.Dispose();
        Assert.True((await second).IsAcquired);
        Assert.Equal(0, limiter.GetStatistics("b")!.CurrentQueuedCount);
    }

    [Fact]
    public async Task A_user_whose_line_is_full_is_refused_and_others_are_not()
    {
        await using var limiter = new FairRateLimiter<string>(new(1) { QueueLimitPerUser = 2 }, user => user);
        using var lease = limiter.AttemptAcquire("a");
        var waits = new[] { limiter.AcquireAsync("a", 1, TestContext.Current.CancellationToken).AsTask(), limiter.AcquireAsync("a", 1, TestContext.Current.CancellationToken).AsTask() };
        Assert.False((await limiter.AcquireAsync("a", 1, TestContext.Current.CancellationToken)).IsAcquired);
        Assert.False(limiter.AcquireAsync("b", 1, TestContext.Current.CancellationToken).AsTask().IsCompleted);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
    }

    [Fact]
    public async Task A_request_for_many_permits_is_not_passed_for_ever()
    {
        await using var limiter = Limiter(2);
        var (one, two) = (limiter.AttemptAcquire("a"), limiter.AttemptAcquire("a"));
        var both = limiter.AcquireAsync("b", 2, TestContext.Current.CancellationToken).AsTask();
        one.Dispose();
        Assert.False(limiter.AttemptAcquire("c").IsAcquired);
        two.Dispose();
        Assert.True((await both).IsAcquired);
    }

    [Fact]
    public async Task Disposal_lets_nobody_wait()
    {
        var limiter = Limiter(1);
        using var lease = limiter.AttemptAcquire("a");
        var wait = limiter.AcquireAsync("b", 1, TestContext.Current.CancellationToken).AsTask();
        limiter.Dispose();
        Assert.False((await wait).IsAcquired);
        Assert.Throws<ObjectDisposedException>(() => limiter.AttemptAcquire("a"));
    }

    [Fact]
    public void Requests_out_of_range_are_refused()
    {
        using var limiter = Limiter(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => limiter.AttemptAcquire("a", 3));
        Assert.Contains("permits 0", Assert.Throws<RotaException>(() => Limiter(0)).Message, StringComparison.Ordinal);
    }

    private static FairRateLimiter<string> Limiter(int permits) => new(new(permits) { Time = new VirtualTime() }, user => user);
}
