using CsCheck;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Statistics;

public class PairedComparisonTests
{
    [Fact]
    public void The_spread_between_cases_cancels_out()
    {
        // Differences -1, -2, -3: mean -2, standard error 1 / sqrt(3); the cases themselves differ by hundreds.
        var comparison = PairedComparison.Of([100, 500, 900], [101, 502, 903], 0.9);
        Assert.Equal(PairedVerdict.FirstBetter, comparison.Verdict);
        Assert.Equal(-2, comparison.Difference.Mean, 12);
        Assert.Equal(2.919985580353726 / Math.Sqrt(3), comparison.Difference.HalfWidth, 1e-8);
        Assert.Equal((3, 3, 0), (comparison.Pairs, comparison.FirstWins, comparison.SecondWins));
    }

    [Fact]
    public void Larger_is_better_turns_the_verdict()
    {
        double[] low = [1, 2, 3, 4], high = [11, 12.5, 13, 14];
        Assert.Equal(PairedVerdict.FirstBetter, PairedComparison.Of(low, high).Verdict);
        Assert.Equal(PairedVerdict.SecondBetter, PairedComparison.Of(low, high, largerIsBetter: true).Verdict);
        Assert.Equal(4, PairedComparison.Of(low, high, largerIsBetter: true).SecondWins);
    }

    [Theory]
    [InlineData(new double[0], new double[0])]
    [InlineData(new double[] { 1 }, new double[] { 1000 })]
    [InlineData(new double[] { 1, 2 }, new double[] { 1, 2 })] // equal everywhere
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 3, 1, 2.5 })]
    public void Cannot_tell(double[] first, double[] second) =>
        Assert.Equal(PairedVerdict.CannotTell, PairedComparison.Of(first, second).Verdict);

    [Fact]
    public void The_same_distance_on_every_case_is_told() =>
        Assert.Equal(PairedVerdict.SecondBetter, PairedComparison.Of([5, 6, 9], [4, 5, 8]).Verdict);

    [Fact]
    public void Refuses_unequal_sides_and_figures_that_are_none()
    {
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([1, double.NaN], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedComparison.Of([], [], 1.5));
    }

    [Fact]
    public void The_sentence_names_both_and_says_how_sure()
    {
        Assert.Equal(
            "tabu is better than cp-sat by 1 (95% interval of the difference [-1, -1], 3 pairs)",
            PairedComparison.Of([4, 5, 8], [5, 6, 9]).Sentence("tabu", "cp-sat"));
        Assert.StartsWith("cp-sat is better than tabu by", PairedComparison.Of([5, 6, 9], [4, 5, 8]).Sentence("tabu", "cp-sat"), StringComparison.Ordinal);
        Assert.Equal("cannot tell tabu from cp-sat: one pair only, 3 apart", PairedComparison.Of([4], [1]).Sentence("tabu", "cp-sat"));
        Assert.Equal("tabu and cp-sat are equal in all 2 pairs", PairedComparison.Of([4, 7], [4, 7]).Sentence("tabu", "cp-sat"));
        Assert.StartsWith("cannot tell tabu from cp-sat", PairedComparison.Of([4, 7], [5, 6]).Sentence("tabu", "cp-sat"), StringComparison.Ordinal);
        Assert.Equal("cannot tell tabu from cp-sat: no pairs", PairedComparison.Of([], []).Sentence("tabu", "cp-sat"));
    }

    [Fact]
    public void Exchanging_the_contenders_exchanges_the_verdict() =>
        Gen.Select(Gen.Double[0, 10], Gen.Double[0, 10]).Array[0, 12].Sample(pairs =>
        {
            var first = Array.ConvertAll(pairs, pair => pair.Item1);
            var second = Array.ConvertAll(pairs, pair => pair.Item2);
            var one = PairedComparison.Of(first, second);
            var other = PairedComparison.Of(second, first);
            var expected = one.Verdict switch
            {
                PairedVerdict.FirstBetter => PairedVerdict.SecondBetter,
                PairedVerdict.SecondBetter => PairedVerdict.FirstBetter,
                _ => PairedVerdict.CannotTell,
            };
            Assert.Equal(expected, other.Verdict);
            Assert.Equal((one.FirstWins, one.SecondWins), (other.SecondWins, other.FirstWins));
        });
}
