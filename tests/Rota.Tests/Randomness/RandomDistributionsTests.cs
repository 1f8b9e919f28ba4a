using Rota.Randomness;
using Xunit;

namespace Rota.Tests.Randomness;

public sealed class RandomDistributionsTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Normal_draws_have_their_mean_and_deviation() => Check(random => random.NextNormal(5, 2), 5, 2);

    [Fact]
    public void Lognormal_draws_have_the_mean_of_the_formula()
    {
        var mean = Math.Exp(1 + (0.5 * 0.5 / 2));
        Check(random => random.NextLogNormal(1, 0.5), mean, mean * Math.Sqrt(Math.Exp(0.25) - 1));
    }

    [Theory]
    [InlineData(0.25, 3)]
    [InlineData(1, 2)]
    [InlineData(9.5, 0.1)]
    public void Gamma_draws_have_mean_shape_times_scale(double shape, double scale) => Check(random => random.NextGamma(shape, scale), shape * scale, Math.Sqrt(shape) * scale);

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Geometric_draws_have_the_inverse_of_the_probability_as_mean(double success)
    {
        Check(random => random.NextGeometric(success), 1 / success, Math.Sqrt(1 - success) / success);
        var stream = new RandomStream(3);
        Assert.Equal(1, Enumerable.Range(0, 1000).Min(_ => stream.NextGeometric(success)));
    }

    [Fact]
    public void Uniform_draws_fill_their_range() => Check(random => random.NextUniform(-2, 4), 1, 6 / Math.Sqrt(12));

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        var random = new RandomStream(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextGamma(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextGamma(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextGeometric(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextGeometric(double.NaN));
    }

    private static void Check(Func<RandomStream, double> draw, double mean, double deviation)
    {
        var random = new RandomStream(20260812);
        var values = Enumerable.Range(0, Draws).Select(_ => draw(random)).ToArray();
        var average = values.Average();
        // Five standard errors.
        Assert.Equal(mean, average, (5 * deviation / Math.Sqrt(Draws)) + 1e-12);
        Assert.Equal(deviation, Math.Sqrt(values.Average(v => (v - average) * (v - average))), (0.05 * deviation) + 1e-12);
    }
}
