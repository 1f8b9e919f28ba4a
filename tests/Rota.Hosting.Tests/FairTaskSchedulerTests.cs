using Rota.Simulation;
using Xunit;

namespace Rota.Hosting.Tests;

public sealed class FairTaskSchedulerTests
{
    private static readonly FairSchedulerOptions One = new() { Concurrency = 1, Time = new VirtualTime() };

    [Fact]
    public async Task The_single_task_of_a_user_does_not_wait_for_the_thousand_of_another()
    {
        var scheduler = new FairTaskScheduler(One);
        var order = await Recorded(scheduler, [.. Enumerable.Repeat("flood", 1000), "single"]);
        Assert.InRange(order.IndexOf("single"), 0, 2);
        Assert.Equal(1001, order.Count);
    }

    [Fact]
    public async Task Weights_divide_the_turns()
    {
        var scheduler = new FairTaskScheduler(One with { Weight = user => user == "gold" ? 3 : 1 });
        var order = await Recorded(scheduler, [.. Enumerable.Repeat("plain", 200), .. Enumerable.Repeat("gold", 200)]);
        Assert.InRange(order.Take(200).Count(user => user == "gold"), 145, 155);
    }

    [Fact]
    public async Task A_user_is_charged_for_the_time_tasks_take()
    {
        var clock = new VirtualTime();
        var scheduler = new FairTaskScheduler(One with { Time = clock });
        var order = new List<string>();
        using var gate = new ManualResetEventSlim();
        var first = scheduler.Run("gate", gate.Wait, TestContext.Current.CancellationToken);
        // Tasks of slow take 4 s, those of quick 1 s: quick is to have four turns for one of slow.
        var all = Enumerable.Range(0, 100).SelectMany(_ => new[] { ("slow", 4), ("quick", 1) }).Select(job => scheduler.Run(job.Item1, () =>
        {
            clock.RunFor(TimeSpan.FromSeconds(job.Item2));
            order.Add(job.Item1);
        }, TestContext.Current.CancellationToken)).ToArray();
        gate.Set();
        await Task.WhenAll([first, .. all]);
        Assert.InRange(order.Take(100).Count(user => user == "quick"), 75, 84);
    }

    [Fact]
    public async Task Continuations_come_back_to_the_user_s_scheduler()
    {
        var scheduler = new FairTaskScheduler(new() { Concurrency = 2 });
        var seen = await scheduler.Run("alice", async () =>
        {
            var before = (TaskScheduler.Current as FairTaskScheduler)?.User;
            await Task.Yield();
            return (before, (TaskScheduler.Current as FairTaskScheduler)?.User);
        }, TestContext.Current.CancellationToken);
        Assert.Equal(("alice", "alice"), seen);
    }

    [Fact]
    public async Task Exceptions_come_out_and_the_pool_goes_on()
    {
        var scheduler = new FairTaskScheduler(One);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scheduler.Run("u", () => throw new InvalidOperationException("mine"), TestContext.Current.CancellationToken));
        Assert.Equal(7, await scheduler.Run("u", () => Task.FromResult(7), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_task_never_runs()
    {
        var scheduler = new FairTaskScheduler(One);
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var first = scheduler.Run("a", gate.Wait, TestContext.Current.CancellationToken);
        var ran = false;
        var second = scheduler.Run("b", () => ran = true, cancel.Token);
        await cancel.CancelAsync();
        gate.Set();
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await scheduler.Run("c", () => { }, TestContext.Current.CancellationToken);
        Assert.False(ran);
    }

    [Fact]
    public async Task Nested_waits_do_not_hang_a_pool_of_one()
    {
        var scheduler = new FairTaskScheduler(One);
        Assert.Equal(20, await scheduler.Run("u", () => Task.FromResult(Depth(20)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_more_run_at_once_than_allowed()
    {
        var scheduler = new FairTaskScheduler(new() { Concurrency = 3 });
        var (now, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => scheduler.Run($"u{i % 7}", () =>
        {
            var running = Interlocked.Increment(ref now);
            int seen;
            while ((seen = Volatile.Read(ref most)) < running) Interlocked.CompareExchange(ref most, running, seen);
            Interlocked.Decrement(ref now);
        }, TestContext.Current.CancellationToken)));
        Assert.InRange(most, 1, 3);
        Assert.Equal(3, scheduler.MaximumConcurrencyLevel);
    }

    [Fact]
    public void Options_out_of_range_are_refused() =>
        Assert.Contains("concurrency 0", Assert.Throws<RotaException>(() => new FairTaskScheduler(new() { Concurrency = 0 })).Message, StringComparison.Ordinal);

    /// <summary>Tasks that wait for one another, so deep.</summary>
    private static int Depth(int n) =>
        n == 0 ? 0 : 1 + Task.Factory.StartNew(() => Depth(n - 1), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).GetAwaiter().GetResult();

    /// <summary>Whose tasks ran, in order, of tasks that were all queued before the first of them could run.</summary>
    private static async Task<List<string>> Recorded(FairTaskScheduler scheduler, string[] users)
    {
        var order = new List<string>();
        using var gate = new ManualResetEventSlim();
        var first = scheduler.Run("gate", gate.Wait, TestContext.Current.CancellationToken);
        var all = users.Select(user => scheduler.Run(user, () => order.Add(user), TestContext.Current.CancellationToken)).ToArray();
        gate.Set();
        await Task.WhenAll([first, .. all]);
        return order;
    }
}
