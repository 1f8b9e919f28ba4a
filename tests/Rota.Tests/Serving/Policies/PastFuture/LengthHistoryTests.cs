using CsCheck;
using Rota.Randomness;
using Rota.Serving.Policies.PastFuture;
using Xunit;

namespace Rota.Tests.Serving.Policies.PastFuture;

public sealed class LengthHistoryTests
{
    [Fact]
    public void Lengths_of_running_requests_lie_between_what_they_have_and_their_cap()
    {
        var history = Of(100, 200, 400);
        Assert.Equal(4, history.Knots(150, 500));
        Assert.Equal([150, 300, 500], new[] { history.At(150, 500, 0), history.At(150, 500, 1.5), history.At(150, 500, 2.999) });
        Assert.Equal(2, history.Knots(450, 500));
        Assert.Equal(475, history.At(450, 500, 0.5));
        // Longer than all that is known and at its cap: nothing is left to draw.
        Assert.Equal(1, history.Knots(500, 500));
        Assert.Equal(500, history.DrawAbove(500, 500, new RandomStream(1)));
        // A cap below the longest length is no knot.
        Assert.Equal(2, history.Knots(250, 300));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(50, 5)]
    [InlineData(60, 4)]
    [InlineData(100, 3)]
    [InlineData(201, 1)]
    public void Larger_batches_draw_fewer_lists(int batch, int lists) => Assert.Equal(lists, LengthHistory.SampleLists(batch));

    [Fact]
    public void Half_the_ring_is_made_up_until_real_lengths_have_pushed_it_out()
    {
        var history = new LengthHistory(4, 6000);
        Assert.Equal([6000, 6000], history.Sorted);
        foreach (var length in (int[])[30, 10, 20]) history.Add(length);
        Assert.Equal([10, 20, 30, 6000], history.Sorted);
        history.Add(40);
        history.Add(50);
        Assert.Equal([10, 20, 40, 50], history.Sorted);
    }

    [Fact]
    public void The_ring_holds_the_last_lengths_sorted() => Gen.Select(Gen.Int[2, 9], Gen.Int[1, 20].Array[0, 40]).Sample((window, lengths) =>
    {
        var history = new LengthHistory(window, 7);
        foreach (var length in lengths) history.Add(length);
        int[] all = [.. Enumerable.Repeat(7, window / 2), .. lengths];
        Assert.Equal(all.TakeLast(window).Order(), history.Sorted);
    });

    [Fact]
    public void Drawn_lengths_keep_to_their_range() => Gen.Select(Gen.Int[1, 300].Array[0, 20], Gen.Int[0, 300], Gen.Int[0, 400], Gen.ULong).Sample((lengths, generated, cap, seed) =>
    {
        var history = Of([40, .. lengths]);
        var drawn = history.DrawAbove(generated, cap, new RandomStream(seed));
        Assert.InRange(drawn, generated, Math.Max(generated, Math.Max(cap, history.Sorted[^1])));
        Assert.Contains(history.Draw(new RandomStream(seed)), history.Sorted);
    });

    private static LengthHistory Of(params int[] lengths)
    {
        // Twice as many, so that nothing made up is left and nothing real was pushed out.
        var history = new LengthHistory(Math.Max(2, lengths.Length), 1);
        foreach (var length in (int[])[.. lengths, .. lengths]) history.Add(length);
        return history;
    }
}
