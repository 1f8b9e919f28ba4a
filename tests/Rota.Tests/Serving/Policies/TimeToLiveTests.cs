using CsCheck;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class TimeToLiveTests
{
    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1, 0)]
    [InlineData(3, 1.0986)]
    [InlineData(20, 2.9957)]
    public void With_nothing_known_it_is_the_logarithm_of_the_benefit(double benefit, double expected) =>
        Assert.Equal(expected, TimeToLive.FromPrior(benefit), 4);

    [Fact]
    public void The_prior_of_three_seconds_is_worth_what_the_formula_says()
    {
        var time = TimeToLive.FromPrior(3);
        Assert.Equal(0.9014, TimeToLive.Utility(1 - Math.Exp(-time), time, 3), 4);
    }

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(0.3, 0.1)]
    [InlineData(30, 5.0)]
    [InlineData(0.2, 0)]
    public void With_samples_it_is_the_best_of_them_or_nothing(double benefit, double expected) =>
        Assert.Equal(expected, TimeToLive.FromSamples([0.1, 0.1, 0.2, 0.5, 5.0], benefit));

    [Fact]
    public void Of_equally_good_times_the_smallest_is_taken() =>
        // Utilities: 0.5 * 2 - 0.5 at 0.5, and 1 * 2 - 1.5 at 1.5.
        Assert.Equal(0.5, TimeToLive.FromSamples([0.5, 1.5], 2));

    [Fact]
    public void Stopping_early_never_changes_the_answer() =>
        Gen.Select(Gen.Double[0, 20].Array[1, 40], Gen.Double[0, 30]).Sample((samples, benefit) =>
        {
            Array.Sort(samples);
            var best = samples.Select(t => (Utility: TimeToLive.Utility(samples.Count(s => s <= t) / (double)samples.Length, t, benefit), Time: t))
                .Append((Utility: 0, Time: 0)).OrderByDescending(c => c.Utility).ThenBy(c => c.Time).First();
            Assert.Equal(best.Time, TimeToLive.FromSamples(samples, benefit));
        });

    [Fact]
    public void Memoryfulness_of_equal_programs_is_one_of_mixed_ones_less_and_of_none_nothing()
    {
        Assert.Equal(0, new Memoryfulness().Value);
        Assert.Equal(1, Of(5, 5, 5), 12);
        Assert.Equal(0.4938, Of(3, 9), 4);
        Assert.Equal(0, Of(1, 1));
        Assert.Equal(0, Of(2));
    }

    [Fact]
    public void Memoryfulness_forgets_programs_that_fell_out_of_its_window()
    {
        var windowed = new Memoryfulness(2);
        foreach (var turns in (int[])[40, 3, 9]) windowed.Add(turns);
        Assert.Equal(Of(3, 9), windowed.Value, 12);
    }

    private static double Of(params int[] lengths)
    {
        var eta = new Memoryfulness();
        foreach (var turns in lengths) eta.Add(turns);
        return eta.Value;
    }
}
