using CsCheck;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Statistics;

public sealed class PolynomialFitTests
{
    [Fact]
    public void A_line_through_three_points_is_the_least_squares_line()
    {
        // (0, 0), (1, 2), (2, 1): slope 1/2, intercept 1/2.
        var fit = PolynomialFit.Of([0, 1, 2], [0, 2, 1], 1);
        Assert.Equal((0.5, 1.0, 10.5), (Math.Round(fit.At(0), 12), Math.Round(fit.At(1), 12), Math.Round(fit.At(20), 12)));
    }

    [Fact]
    public void A_cubic_is_found_again_at_any_scale() => Gen.Select(Gen.Double[-2, 2].Array[4], Gen.Double[1e-3, 1e5]).Sample((c, scale) =>
    {
        double Value(double x) => c[0] + (c[1] * (x / scale)) + (c[2] * Math.Pow(x / scale, 2)) + (c[3] * Math.Pow(x / scale, 3));
        var x = Enumerable.Range(0, 12).Select(i => scale * i / 11).ToArray();
        var fit = PolynomialFit.Of(x, [.. x.Select(Value)], 3);
        foreach (var at in x) Assert.InRange(fit.At(at) - Value(at), -1e-9, 1e-9);
    });

    [Fact]
    public void Too_few_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PolynomialFit.Of([1, 1, 1], [1, 2, 3], 1));
        Assert.Throws<ArgumentException>(() => PolynomialFit.Of([1, 2], [1, double.NaN], 1));
    }
}
