using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Statistics;

public sealed class ProportionTests
{
    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(40, 40, 0.9124, 1)]
    public void Wilsons_interval_is_the_published_one(int successes, int cases, double low, double high)
    {
        var interval = Proportion.Wilson(successes, cases);
        Assert.Equal(low, interval.Low, 0.0005);
        Assert.Equal(high, interval.High, 0.0005);
    }

    [Fact]
    public void The_non_increasing_fit_pools_what_rises()
    {
        Assert.Equal([1, 0.5, 0.5, 0], Isotonic.NonIncreasing([1, 0.25, 0.75, 0]));
        Assert.Equal([3, 2, 1], Isotonic.NonIncreasing([3, 2, 1]));
        Assert.Equal([2, 2], Isotonic.NonIncreasing([1, 2.5], [1, 2]));
    }
}
