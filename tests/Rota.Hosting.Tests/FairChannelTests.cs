using System.Threading.Channels;
using Xunit;

namespace Rota.Hosting.Tests;

public sealed class FairChannelTests
{
    [Fact]
    public void The_single_item_of_a_user_comes_after_one_of_the_thousand_of_another()
    {
        var channel = Channel();
        for (var i = 0; i < 1000; i++) Assert.True(channel.Writer.TryWrite(("flood", i)));
        Assert.True(channel.Reader.TryRead(out _));
        Assert.True(channel.Writer.TryWrite(("single", 0)));
        var before = 0;
        while (channel.Reader.TryRead(out var item) && item.User != "single") before++;
        Assert.InRange(before, 0, 1);
        Assert.Equal(1000 - 1 - before, channel.Reader.Count);
    }

    [Fact]
    public void Items_of_one_user_keep_their_order()
    {
        var channel = Channel();
        for (var i = 0; i < 50; i++) channel.Writer.TryWrite(($"u{i % 3}", i));
        var last = new Dictionary<string, int>();
        while (channel.Reader.TryRead(out var item))
        {
            Assert.True(item.Number > last.GetValueOrDefault(item.User, -1));
            last[item.User] = item.Number;
        }
    }

    [Fact]
    public void Costs_and_weights_divide_what_is_read()
    {
        var channel = new FairChannel<(string User, int Number)>(new(item => item.User) { Cost = item => item.User == "big" ? 5 : 1, Weight = user => user == "big" ? 2 : 1 });
        for (var i = 0; i < 200; i++)
        {
            channel.Writer.TryWrite(("big", i));
            channel.Writer.TryWrite(("small", i));
        }
        // Two thirds of the work are big's: of 140 units 93, in items of 5, and 47 of 1.
        var (big, work) = (0, 0);
        while (work < 140)
        {
            channel.Reader.TryRead(out var item);
            work += item.User == "big" ? 5 : 1;
            if (item.User == "big") big += 5;
        }
        Assert.InRange(big, 85, 100);
    }

    [Fact]
    public async Task A_reader_that_waits_gets_what_is_written()
    {
        var channel = Channel();
        var read = channel.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.False(read.IsCompleted);
        channel.Writer.TryWrite(("a", 1));
        Assert.Equal(("a", 1), await read);
    }

    [Fact]
    public async Task A_closed_channel_is_read_to_its_end()
    {
        var channel = Channel();
        channel.Writer.TryWrite(("a", 1));
        channel.Writer.TryWrite(("b", 2));
        channel.Writer.Complete();
        Assert.False(channel.Writer.TryWrite(("a", 3)));
        Assert.False(channel.Reader.Completion.IsCompleted);
        var all = new List<int>();
        await foreach (var item in channel.Reader.ReadAllAsync(TestContext.Current.CancellationToken)) all.Add(item.Number);
        Assert.Equal([1, 2], all.Order());
        await channel.Reader.Completion;
        await Assert.ThrowsAsync<ChannelClosedException>(async () => await channel.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_error_ends_both_ends()
    {
        var channel = Channel();
        var waiting = channel.Reader.WaitToReadAsync(TestContext.Current.CancellationToken);
        channel.Writer.Complete(new InvalidOperationException("mine"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await waiting);
        await Assert.ThrowsAsync<InvalidOperationException>(() => channel.Reader.Completion);
    }

    [Fact]
    public async Task A_user_at_the_bound_waits_and_others_do_not()
    {
        var channel = new FairChannel<(string User, int Number)>(new(item => item.User) { CapacityPerUser = 2 });
        await channel.Writer.WriteAsync(("a", 1), TestContext.Current.CancellationToken);
        await channel.Writer.WriteAsync(("a", 2), TestContext.Current.CancellationToken);
        Assert.False(channel.Writer.TryWrite(("a", 3)));
        Assert.True(channel.Writer.TryWrite(("b", 1)));
        var third = channel.Writer.WriteAsync(("a", 3), TestContext.Current.CancellationToken);
        Assert.False(third.IsCompleted);
        while (!third.IsCompleted && channel.Reader.TryRead(out _)) await Task.Yield();
        await third;
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        var channel = Channel();
        using var cancel = new CancellationTokenSource();
        var read = channel.Reader.ReadAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        channel.Writer.TryWrite(("a", 1));
        Assert.True(channel.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Many_writers_and_readers_lose_nothing()
    {
        var channel = Channel();
        var sum = 0L;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await foreach (var item in channel.Reader.ReadAllAsync(TestContext.Current.CancellationToken)) Interlocked.Add(ref sum, item.Number);
        }, TestContext.Current.CancellationToken)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 1; i <= 500; i++) await channel.Writer.WriteAsync(($"u{w}", i), TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken)));
        channel.Writer.Complete();
        await Task.WhenAll(readers);
        Assert.Equal(4 * 500 * 501 / 2, sum);
    }

    private static FairChannel<(string User, int Number)> Channel() => new(new(item => item.User));
}
