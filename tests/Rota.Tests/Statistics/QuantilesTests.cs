using CsCheck;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Statistics;

public class QuantilesTests
{
    private static readonly double[] Four = [40, 10, 30, 20];

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.25, 17.5)] // position 0.75 of 10, 20
    [InlineData(0.5, 25)]
    [InlineData(0.9, 37)] // position 2.7 of 30, 40
    [InlineData(1, 40)]
    public void Interpolates_between_neighbours(double q, double expected) => Assert.Equal(expected, Quantiles.Exact(Four, q), 12);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.25, 10)]
    [InlineData(0.26, 20)]
    [InlineData(0.5, 20)]
    [InlineData(0.75, 30)]
    [InlineData(1, 40)]
    public void Takes_the_nearest_rank(double q, double expected) =>
        Assert.Equal(expected, Quantiles.Exact(Four, q, QuantileDefinition.NearestRank));

    [Fact]
    public void A_hundredth_of_a_hundred_is_one_value_for_every_percentage()
    {
        var values = Enumerable.Range(1, 100).Select(i => (double)i).ToArray();
        for (var percent = 1; percent <= 100; percent++)
            Assert.Equal(percent, Quantiles.Exact(values, percent / 100.0, QuantileDefinition.NearestRank));
    }

    [Fact]
    public void Leaves_the_values_as_they_were()
    {
        double[] values = [3, 1, 2];
        Quantiles.Exact(values, 0.5);
        Assert.Equal([3, 1, 2], values);
    }

    [Fact]
    public void Refuses_what_has_no_rank()
    {
        Assert.Throws<ArgumentException>(() => Quantiles.Exact([1, double.NaN], 0.5));
        Assert.Throws<ArgumentException>(() => Quantiles.Exact([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Exact(Four, 1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Exact(Four, double.NaN));
    }

    [Fact]
    public void Infinity_and_the_largest_numbers_do_not_turn_into_nan()
    {
        Assert.Equal(double.PositiveInfinity, Quantiles.Exact([1, double.PositiveInfinity, double.PositiveInfinity], 0.75));
        Assert.Equal(0, Quantiles.Exact([-double.MaxValue, double.MaxValue], 0.5));
    }

    [Fact]
    public void Quantiles_rise_with_q_and_stay_within_the_sample() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[1, 40], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((values, p, q) =>
        {
            foreach (var definition in Enum.GetValues<QuantileDefinition>())
            {
                var both = Quantiles.Exact(values, [Math.Min(p, q), Math.Max(p, q)], definition);
                Assert.True(values.Min() <= both[0] && both[0] <= both[1] && both[1] <= values.Max());
                Assert.Equal(both[0], Quantiles.Exact(values, Math.Min(p, q), definition));
            }
        });

    [Fact]
    public void The_nearest_rank_is_the_smallest_value_with_enough_at_or_below_it() =>
        Gen.Select(Gen.Int[0, 20].Array[1, 30], Gen.Int[1, 64]).Sample((whole, part) =>
        {
            // Sixty-fourths are exact, so the count needs no rounding.
            var values = Array.ConvertAll(whole, value => (double)value);
            var expected = values.Order().First(value => 64 * values.Count(other => other <= value) >= part * values.Length);
            Assert.Equal(expected, Quantiles.Exact(values, part / 64.0, QuantileDefinition.NearestRank));
        });
}
