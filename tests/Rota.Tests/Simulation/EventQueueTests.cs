using CsCheck;
using Rota.Simulation;
using Xunit;

namespace Rota.Tests.Simulation;

public class EventQueueTests
{
    [Fact]
    public void Takes_by_time_then_kind_then_sequence()
    {
        var queue = new EventQueue<string>();
        queue.Schedule(5, 0, "later");
        queue.Schedule(-3, 2, "first time, second kind");
        queue.Schedule(-3, 1, "first time, first kind, first scheduled");
        queue.Schedule(-3, 1, "first time, first kind, second scheduled");
        string[] expected =
        [
            "first time, first kind, first scheduled", "first time, first kind, second scheduled", "first time, second kind", "later",
        ];
        Assert.Equal(expected, Drain(queue).Select(taken => taken.Event));
        Assert.False(queue.TryPeek(out _));
    }

    [Fact]
    public void Order_is_that_of_a_sorted_list_however_adding_and_taking_mix() =>
        // Two of five steps take; times and kinds are few, so that ties abound.
        Gen.Select(Gen.Int[0, 4], Gen.Long[-4, 4], Gen.Int[0, 2], (choice, time, kind) => (Take: choice < 2, Time: time, Kind: kind))
            .Array[0, 120].Sample(steps =>
            {
                var queue = new EventQueue<int>();
                var model = new List<(long Time, int Kind, int Number)>();
                for (var number = 0; number < steps.Length; number++)
                {
                    var step = steps[number];
                    if (!step.Take)
                    {
                        queue.Schedule(step.Time, step.Kind, number);
                        model.Add((step.Time, step.Kind, number));
                        model.Sort();
                        continue;
                    }
                    Assert.Equal(model.Count > 0, queue.TryPeek(out var first));
                    Assert.Equal(model.Count > 0, queue.TryTake(out var key, out var taken));
                    if (model.Count == 0) continue;
                    Assert.Equal(first, key);
                    Assert.Equal(model[0], (key.Time, key.Kind, taken));
                    model.RemoveAt(0);
                }
                Assert.Equal(model.Count, queue.Count);
                Assert.Equal(model, Drain(queue).Select(taken => (taken.Key.Time, taken.Key.Kind, taken.Event)));
            });

    [Fact]
    public void A_key_unpacks_to_what_was_packed_and_orders_as_the_triple() =>
        Gen.Select(Gen.Long, Gen.Int[0, EventKey.MaxKind], Gen.Long[0, (1L << 48) - 1]).Array[2].Sample(pair =>
        {
            var keys = Array.ConvertAll(pair, parts => new EventKey(parts.Item1, parts.Item2, parts.Item3));
            for (var i = 0; i < 2; i++) Assert.Equal(pair[i], (keys[i].Time, keys[i].Kind, keys[i].Sequence));
            var order = Comparer<(long, int, long)>.Default.Compare(pair[0], pair[1]);
            Assert.Equal(Math.Sign(order), Math.Sign(keys[0].CompareTo(keys[1])));
            Assert.Equal((order < 0, order > 0, order <= 0, order >= 0), (keys[0] < keys[1], keys[0] > keys[1], keys[0] <= keys[1], keys[0] >= keys[1]));
        });

    [Fact]
    public void The_extremes_of_time_keep_their_order()
    {
        var queue = new EventQueue<int>();
        queue.Schedule(long.MaxValue, 0, 3);
        queue.Schedule(0, 0, 2);
        queue.Schedule(long.MinValue, EventKey.MaxKind, 1);
        Assert.Equal([1, 2, 3], Drain(queue).Select(taken => taken.Event));
    }

    [Fact]
    public void Refuses_a_kind_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventQueue<int>().Schedule(0, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventQueue<int>().Schedule(0, EventKey.MaxKind + 1, 0));
    }

    [Fact]
    public void A_cleared_queue_starts_anew()
    {
        var queue = new EventQueue<string>();
        queue.Schedule(1, 0, "old");
        queue.Clear();
        Assert.False(queue.TryTake(out _, out _));
        queue.Schedule(2, 0, "new");
        Assert.Equal(["new"], Drain(queue).Select(taken => taken.Event));
    }

    [Fact]
    public void Lets_go_of_what_was_taken()
    {
        var queue = new EventQueue<object>();
        var gone = Fill(queue);
        GC.Collect();
        Assert.All(gone, taken => Assert.False(taken.IsAlive));

        // In a method of its own, so that no local keeps the events alive.
        static WeakReference[] Fill(EventQueue<object> queue)
        {
            var references = new WeakReference[3];
            for (var i = 0; i < 3; i++)
            {
                var happening = new object();
                references[i] = new(happening);
                queue.Schedule(i, 0, happening);
            }
            while (queue.TryTake(out _, out _)) { }
            return references;
        }
    }

    [Fact]
    public void Allocates_nothing_in_steady_state()
    {
        var queue = new EventQueue<(int, long)>();
        for (var i = 0; i < 1000; i++) queue.Schedule(i * 37 % 1009, 0, (i, i));
        Hold(queue, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Hold(queue, 100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Hold(EventQueue<(int, long)> queue, int times)
        {
            for (var i = 0; i < times; i++)
            {
                queue.TryTake(out var key, out var happening);
                queue.Schedule(key.Time + 1 + (i * 7919 % 501), 0, happening);
            }
        }
    }

    private static List<(EventKey Key, T Event)> Drain<T>(EventQueue<T> queue)
    {
        var all = new List<(EventKey, T)>();
        while (queue.TryTake(out var key, out var happening)) all.Add((key, happening));
        return all;
    }
}
