using CsCheck;
using Rota.Randomness;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Statistics;

public class IntervalTests
{
    [Theory]
    [InlineData(0.975, 1, 12.706204736174705)]
    [InlineData(0.975, 2, 4.302652729749464)]
    [InlineData(0.975, 3, 3.182446305283708)]
    [InlineData(0.975, 4, 2.776445105197793)]
    [InlineData(0.975, 5, 2.570581835636314)]
    [InlineData(0.975, 10, 2.228138851986274)]
    [InlineData(0.975, 30, 2.042272456301238)]
    [InlineData(0.975, 100, 1.983971518523552)]
    [InlineData(0.95, 10, 1.812461122811676)]
    [InlineData(0.995, 10, 3.169272672616951)]
    [InlineData(0.025, 10, -2.228138851986274)]
    [InlineData(0.975, 1_000_000, 1.959966356777)] // z + (z^3 + z) / (4 n) of the normal
    public void Student_quantiles_equal_the_tables(double p, long degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(p, degrees), 1e-8);

    [Fact]
    public void Student_quantiles_equal_the_closed_forms_of_one_and_two_degrees()
    {
        for (var p = 0.5; p < 0.9999; p += 0.0037)
        {
            Assert.Equal(Math.Tan(Math.PI * (p - 0.5)), StudentT.Quantile(p, 1), 1e-8);
            Assert.Equal(((2 * p) - 1) / Math.Sqrt(2 * p * (1 - p)), StudentT.Quantile(p, 2), 1e-8);
        }
    }

    [Fact]
    public void The_tail_of_a_student_quantile_is_what_was_asked() =>
        Gen.Select(Gen.Double[1e-6, 0.49], Gen.Long[1, 100_000]).Sample((tail, degrees) =>
            Assert.Equal(1, StudentT.Tail(StudentT.Quantile(1 - tail, degrees), degrees) / (1 - (1 - tail)), 1e-9), iter: 2000);

    [Fact]
    public void The_interval_of_a_small_sample()
    {
        // Mean 5, squares 4 + 0 + 4, variance 4, standard error 2 / sqrt(3), t(0.975, 2) = 4.30265273.
        var interval = Interval.OfMean([3, 5, 7]);
        Assert.Equal(5, interval.Mean);
        Assert.Equal(4.302652729749464 * 2 / Math.Sqrt(3), interval.HalfWidth, 1e-8);
        Assert.True(interval.Contains(5) && interval.Contains(interval.Low) && !interval.Contains(10));
    }

    [Fact]
    public void A_single_value_has_an_interval_without_ends() =>
        Assert.Equal(new Interval(4, double.NegativeInfinity, double.PositiveInfinity), Interval.OfMean([4]));

    [Fact]
    public void Refuses_values_that_have_no_mean()
    {
        Assert.Throws<ArgumentException>(() => Interval.OfMean([]));
        Assert.Throws<ArgumentException>(() => Interval.OfMean([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => Interval.OfMean([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Interval.OfMean([1, 2], 1));
    }

    [Fact]
    public void A_large_offset_costs_no_digits()
    {
        var near = Interval.OfMean([1, 2, 4]);
        var far = Interval.OfMean([1e12 + 1, 1e12 + 2, 1e12 + 4]);
        Assert.Equal(near.HalfWidth, far.HalfWidth, 1e-3);
    }

    [Fact]
    public void Ninety_five_of_a_hundred_intervals_hold_the_mean()
    {
        var stream = new RandomStream(20);
        var holding = 0;
        var sample = new double[6];
        for (var trial = 0; trial < 4000; trial++)
        {
            // The sum of twelve uniforms less six is about normal, mean 0.
            for (var i = 0; i < sample.Length; i++)
            {
                sample[i] = -6;
                for (var k = 0; k < 12; k++) sample[i] += stream.NextDouble();
            }
            if (Interval.OfMean(sample).Contains(0)) holding++;
        }
        Assert.InRange(holding / 4000.0, 0.94, 0.96);
    }

    [Fact]
    public void A_summary_says_what_the_sample_holds()
    {
        var summary = Summary.Of([4, 1, 3, 2]);
        Assert.Equal((4, 2.5, 1.0, 2.5, 4.0), (summary.Count, summary.Mean, summary.Minimum, summary.Median, summary.Maximum));
        Assert.Equal(Math.Sqrt(5.0 / 3), summary.StandardDeviation, 12);
        Assert.Equal(3.7, summary.P90, 12);
    }

    [Fact]
    public void Geometric_means()
    {
        Assert.Equal(4, Means.Geometric([2, 8]), 12);
        Assert.Equal(0, Means.Geometric([0, 8]));
        Assert.Equal(5, Means.ShiftedGeometric([0, 35], 1), 12); // sqrt(1 * 36) - 1
        Assert.Throws<ArgumentException>(() => Means.Geometric([-1]));
        Assert.Throws<ArgumentException>(() => Means.Geometric([]));
    }

    [Fact]
    public void A_shifted_geometric_mean_lies_between_the_plain_one_and_the_arithmetic_one() =>
        Gen.Select(Gen.Double[0.01, 100].Array[1, 20], Gen.Double[0, 50]).Sample((values, shift) =>
        {
            var mean = Means.ShiftedGeometric(values, shift);
            Assert.InRange(mean, Means.Geometric(values) - 1e-9, values.Average() + 1e-9);
        });
}
