using CsCheck;
using Rota.Rendering;
using Xunit;

namespace Rota.Tests.Rendering;

public sealed class NiceTicksTests
{
    [Fact]
    public void Ticks_are_multiples_of_one_two_or_five()
    {
        Assert.Equal([0, 200, 400, 600, 800, 1000], NiceTicks.Linear(0, 1100, 6));
        Assert.Equal([1640, 1645, 1650, 1655, 1660], NiceTicks.Linear(1640, 1660, 5));
        Assert.Equal([0, 1, 2, 3], NiceTicks.Linear(0, 3, 12, smallest: 1));
    }

    [Fact]
    public void Decades_stand_alone_on_a_long_logarithmic_axis()
    {
        Assert.Equal([0.01, 0.1, 1, 10], NiceTicks.Logarithmic(0.01, 10), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([1, 2, 5, 10, 20], NiceTicks.Logarithmic(1, 30), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-2.5, "−2.5")]
    [InlineData(9999, "9999")]
    [InlineData(1234567, "1\u202F234\u202F567")]
    [InlineData(3e18, "3e+18")]
    public void Labels_are_short(double value, string label) => Assert.Equal(label, NiceTicks.Label(value));

    [Fact]
    public void There_are_some_ticks_but_never_more_than_asked_for()
    {
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-3, 1e9], Gen.Double[2, 30]).Sample((low, span, most) =>
        {
            var ticks = NiceTicks.Linear(low, low + span, most);
            Assert.InRange(ticks.Count, 0, most + 1.01);
            Assert.All(ticks, tick => Assert.InRange(tick, low - span * 1e-6 - 1e-6, low + span * (1 + 1e-6) + 1e-6));
            Assert.True(ticks.Count >= most / 2.5 - 2);
        });
    }
}
