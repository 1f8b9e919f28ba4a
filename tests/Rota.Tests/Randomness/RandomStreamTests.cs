using CsCheck;
using Rota.Randomness;
using Xunit;

namespace Rota.Tests.Randomness;

public class RandomStreamTests
{
    [Fact]
    public void Equals_the_published_reference_of_the_generator()
    {
        var stream = new RandomStream(1, 2, 3, 4);
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240];
        Assert.Equal(expected, Bits(stream, 4));
    }

    [Fact]
    public void A_seed_is_spread_by_the_published_reference_of_the_mixer() =>
        Assert.Equal(
            Bits(new RandomStream(6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431), 50),
            Bits(new RandomStream(1234567), 50));

    [Fact]
    public void Same_seed_and_name_same_numbers() =>
        Gen.Select(Gen.ULong, Gen.String).Sample((seed, name) =>
            Assert.Equal(Bits(new RandomStream(seed).Split(name), 8), Bits(new RandomStream(seed).Split(name), 8)));

    [Fact]
    public void A_split_does_not_depend_on_how_much_was_drawn()
    {
        var fresh = new RandomStream(9);
        var used = new RandomStream(9);
        Bits(used, 100);
        Assert.Equal(Bits(fresh.Split("arrivals"), 8), Bits(used.Split("arrivals"), 8));
        Assert.Equal(Bits(fresh.Split(3), 8), Bits(used.Split(3), 8));
    }

    [Fact]
    public void Splitting_leaves_the_stream_as_it_was()
    {
        var split = new RandomStream(9);
        split.Split("other");
        split.Split(0);
        Assert.Equal(Bits(new RandomStream(9), 8), Bits(split, 8));
    }

    [Fact]
    public void Streams_of_other_names_numbers_and_seeds_are_others()
    {
        var origin = new RandomStream(7);
        var streams = new List<RandomStream> { origin, new(8), origin.Split("a").Split("b"), origin.Split("b").Split("a"), origin.Split(string.Empty) };
        foreach (var name in (string[])["a", "b", "ab", "ba", "aa", "A", "arrivals", "services"]) streams.Add(origin.Split(name));
        for (var i = 0; i < 1000; i++) streams.Add(origin.Split(i));
        Assert.Equal(streams.Count, streams.Select(stream => stream.NextBits()).Distinct().Count());
    }

    [Fact]
    public void Named_streams_are_not_correlated_with_one_another_or_their_origin()
    {
        const int Count = 20_000;
        var origin = new RandomStream(3);
        RandomStream[] streams = [origin, origin.Split("arrivals"), origin.Split("services"), origin.Split(0), origin.Split(1)];
        var columns = streams.Select(stream => Enumerable.Range(0, Count).Select(_ => stream.NextDouble() - 0.5).ToArray()).ToArray();
        for (var a = 0; a < columns.Length; a++)
        {
            for (var b = 0; b < a; b++)
            {
                // The variance of a uniform is 1/12; a correlation of independent ones is about normal with deviation 1 / sqrt(n).
                var correlation = columns[a].Zip(columns[b], (x, y) => x * y).Sum() * 12 / Count;
                Assert.InRange(correlation, -4 / Math.Sqrt(Count), 4 / Math.Sqrt(Count));
            }
        }
    }

    [Fact]
    public void Draws_stay_within_their_bounds() =>
        Gen.Select(Gen.ULong, Gen.Int, Gen.Int).Sample((seed, a, b) =>
        {
            var (low, high) = (Math.Min(a, b), Math.Max(a, b));
            var stream = new RandomStream(seed);
            for (var i = 0; i < 20; i++)
            {
                Assert.InRange(stream.Next(low, high), low, high);
                if (high > 0) Assert.InRange(stream.Next(high), 0, high - 1);
                Assert.InRange(stream.NextDouble(), 0, Math.BitDecrement(1.0));
                Assert.InRange(stream.NextExponential(2), 0, double.MaxValue);
            }
        });

    [Fact]
    public void The_whole_range_of_integers_can_be_drawn()
    {
        var stream = new RandomStream(1);
        var drawn = Enumerable.Range(0, 1000).Select(_ => stream.Next(int.MinValue, int.MaxValue)).ToArray();
        Assert.True(drawn.Min() < int.MinValue / 2 && drawn.Max() > int.MaxValue / 2);
        Assert.Equal(int.MaxValue, stream.Next(int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void Refuses_an_empty_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1).Next(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1).Next(-5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1).Next(3, 2));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Integers_are_uniform(int n)
    {
        var stream = new RandomStream(11);
        var counts = new int[n];
        for (var i = 0; i < 2000 * n; i++) counts[stream.Next(n)]++;
        AssertUniform(counts, 2000);
    }

    [Fact]
    public void Every_order_of_a_shuffle_is_as_likely()
    {
        var stream = new RandomStream(12);
        var counts = new int[120];
        Span<int> items = stackalloc int[5];
        for (var i = 0; i < 120 * 500; i++)
        {
            for (var k = 0; k < 5; k++) items[k] = k;
            stream.Shuffle(items);
            counts[Rank(items)]++;
        }
        AssertUniform(counts, 500);
    }

    [Fact]
    public void Exponentials_have_their_mean_and_their_tail()
    {
        var stream = new RandomStream(13);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => stream.NextExponential(3)).ToArray();
        Assert.Equal(3, drawn.Average(), 0.04); // four deviations of 3 / sqrt(100,000)
        Assert.Equal(Math.Exp(-2), drawn.Count(value => value > 6) / 100_000.0, 0.0044);
    }

    /// <summary>Chi-square against equal counts, within five deviations of its mean n - 1; and not suspiciously even.</summary>
    private static void AssertUniform(int[] counts, double expected)
    {
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        var degrees = counts.Length - 1;
        var deviation = Math.Sqrt(2.0 * degrees);
        Assert.InRange(chiSquare, degrees - (3 * deviation), degrees + (5 * deviation));
    }

    /// <summary>The rank of a permutation among all, in the order of a dictionary.</summary>
    private static int Rank(ReadOnlySpan<int> items)
    {
        var rank = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var smaller = 0;
            for (var k = i + 1; k < items.Length; k++)
                if (items[k] < items[i]) smaller++;
            rank = (rank * (items.Length - i)) + smaller;
        }
        return rank;
    }

    private static ulong[] Bits(RandomStream stream, int count)
    {
        var bits = new ulong[count];
        for (var i = 0; i < count; i++) bits[i] = stream.NextBits();
        return bits;
    }
}
