using CsCheck;
using Rota.Randomness;
using Rota.Serving.Policies.PastFuture;
using Xunit;

namespace Rota.Tests.Serving.Policies.PastFuture;

public sealed class LengthSurvivalTests
{
    /// <summary>Of twelve at risk four ended at 100, and four left unfinished at 200.</summary>
    [Fact]
    public void Who_still_runs_counts_as_at_least_so_long()
    {
        // Eight are kept of very many, so that what was thought of beforehand is forgotten.
        var lengths = Learnt(new() { Window = 8, HalfLife = 1e9, Recent = 0 }, [.. Enumerable.Range(0, 100).SelectMany(_ => (int[])[100, 300])]);
        lengths.Estimate([200, 200, 200, 200]);
        Assert.Equal(8.0 / 12, lengths.Above(100), 0.01);
        Assert.Equal(8.0 / 12, lengths.Above(299), 0.01);
        // Without those that run half would be 100 long.
        lengths.Estimate([]);
        Assert.Equal(0.5, lengths.Above(100), 0.01);
        Assert.Equal(0, lengths.Above(300), 0.01);
    }

    [Fact]
    public void A_length_is_longer_than_what_there_is_and_grows_with_its_quantile() =>
        Gen.Select(Gen.Int[1, 500].Array[0, 60], Gen.Int[0, 600], Gen.Double[0, 0.999], Gen.Double[0, 0.999], Gen.Int[1, 900]).Sample((ended, generated, p, q, cap) =>
        {
            var lengths = Learnt(new() { Cap = 1000 }, ended);
            lengths.Estimate([generated]);
            var (low, high) = (lengths.Quantile(generated, Math.Min(p, q), cap), lengths.Quantile(generated, Math.Max(p, q), cap));
            Assert.InRange(low, generated + 1, Math.Max(generated + 1, cap));
            Assert.True(low <= high);
            for (var at = 0; at < 600; at += 50) Assert.True(lengths.Above(at) >= lengths.Above(at + 50));
        });

    [Fact]
    public void Draws_have_the_distribution_that_was_learnt()
    {
        var random = new RandomStream(5);
        var lengths = Learnt(new() { Recent = 0 }, [.. Enumerable.Range(0, 600).Select(_ => random.Next(1000, 3000))]);
        lengths.Estimate([]);
        var drawn = Enumerable.Range(0, 2000).Select(i => lengths.Quantile(0, (i + 0.5) / 2000, 12_000)).ToArray();
        Assert.InRange(drawn.Average(), 1900, 2100);
        // Given 2000 already: uniform between 2000 and 3000.
        Assert.InRange(Enumerable.Range(0, 2000).Average(i => lengths.Quantile(2000, (i + 0.5) / 2000, 12_000)), 2430, 2570);
    }

    [Fact]
    public void Lengths_of_another_kind_push_the_old_ones_out_and_more_of_the_same_do_not()
    {
        var random = new RandomStream(6);
        int[] Short() => [.. Enumerable.Range(0, 200).Select(_ => random.Next(10, 100))];
        var same = Learnt(new(), [.. Short(), .. Short(), .. Short()]);
        Assert.Equal(0, same.Changes);
        var changed = Learnt(new(), [.. Short(), .. Enumerable.Range(0, 40).Select(_ => random.Next(1000, 3000))]);
        Assert.Equal(1, changed.Changes);
        Assert.InRange(changed.Above(500), 0.7, 1);
    }

    [Fact]
    public void Options_out_of_range_are_named_together() => Assert.Equal(
        "window 4, expected at least 8 lengths; half-life 0, expected more than 0; recent lengths 6, expected 0, or 8 to half the window",
        Assert.Throws<RotaException>(() => new LengthSurvival(new() { Window = 4, HalfLife = 0, Recent = 6 })).Message);

    private static LengthSurvival Learnt(LengthSurvivalOptions options, params int[] ended)
    {
        var lengths = new LengthSurvival(options);
        foreach (var length in ended) lengths.Add(length);
        lengths.Estimate([]);
        return lengths;
    }
}
