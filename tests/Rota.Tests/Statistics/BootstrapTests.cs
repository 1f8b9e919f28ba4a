using Rota.Randomness;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void Equal_values_leave_no_doubt() => Assert.Equal(new Interval(3, 3, 3), Bootstrap.OfMean([3, 3, 3], 100, 1));

    [Fact]
    public void On_a_normal_sample_it_is_near_Students_interval()
    {
        var random = new RandomStream(1);
        var sample = Enumerable.Range(0, 400).Select(_ => random.NextNormal(5, 2)).ToArray();
        var (student, bootstrap) = (Interval.OfMean(sample), Bootstrap.OfMean(sample, 4000, 2));
        Assert.Equal(student.Mean, bootstrap.Mean, 12);
        Assert.Equal(student.Low, bootstrap.Low, 0.03);
        Assert.Equal(student.High, bootstrap.High, 0.03);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval() => Assert.Equal(Bootstrap.OfMean([1, 2, 9], 500, 7), Bootstrap.OfMean([1, 2, 9], 500, 7));
}
