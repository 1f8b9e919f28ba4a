using Rota.Serving;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class PrefillPredictorTests
{
    private static double Cubic(int n) => 0.02 + (7e-5 * n) + (1e-9 * n * n) + (1e-14 * n * n * n);

    private static readonly (int Tokens, double Seconds)[] Profile = [.. PrefillPredictor.ProfileTokens.Select(n => (n, Cubic(n)))];

    [Fact]
    public void The_profile_has_the_45_prompts_of_the_paper()
    {
        Assert.Equal(45, PrefillPredictor.ProfileTokens.Count);
        Assert.Equal([16, 32, 64, 128, 256, 512, 1024, 1536], PrefillPredictor.ProfileTokens.Take(8));
        Assert.Equal(20480, PrefillPredictor.ProfileTokens[^1]);
    }

    [Fact]
    public void A_cubic_is_met_exactly_and_no_tokens_take_no_time()
    {
        var f = PrefillPredictor.Fit(Profile);
        Assert.Equal(0, f.For(0));
        foreach (var n in (int[])[1, 100, 1000, 8192, 20480]) Assert.Equal(Cubic(n), SimTime.ToSeconds(f.For(n)), 8);
    }

    [Fact]
    public void An_outlier_is_left_out_of_the_second_fit()
    {
        var spoilt = Profile.ToArray();
        spoilt[20].Seconds += 3;
        var f = PrefillPredictor.Fit(spoilt);
        foreach (var n in (int[])[16, 7000, 20480]) Assert.Equal(Cubic(n), SimTime.ToSeconds(f.For(n)), 6);
    }

    [Fact]
    public void The_table_never_falls_and_is_never_negative()
    {
        // This cubic dips below 0 for short prompts and falls between its two turning points.
        var f = PrefillPredictor.Fit([.. PrefillPredictor.ProfileTokens.Select(n => (n, Math.Max(0, -0.2 + (1e-4 * n) - (1.1e-8 * n * n) + (3.9e-13 * n * n * n))))]);
        for (var n = 1; n <= PrefillPredictor.TableTokens; n++) Assert.True(f.For(n) >= f.For(n - 1) && f.For(n) >= 0);
    }

    [Fact]
    public void Beyond_the_table_prompts_are_chunks_with_an_allowance()
    {
        var f = PrefillPredictor.Fit(Profile, 8192, 0.01);
        var chunk = f.For(8192) + (10 * SimTime.Millisecond);
        Assert.Equal((3 * chunk) + f.For(424), f.For(25_000));
        Assert.Equal((5 * chunk) + f.For(0), f.For(40_960));
    }

    [Fact]
    public void Profiles_that_say_too_little_are_refused()
    {
        Assert.Equal("a prefill profile of 3 prompt lengths, expected at least 4", Assert.Throws<RotaException>(() => PrefillPredictor.Fit(Profile[..3])).Message);
        Assert.Equal(
            "a prefill profile with 16 tokens in NaN s, expected at least 1 token in a time of at least 0",
            Assert.Throws<RotaException>(() => PrefillPredictor.Fit([(16, double.NaN), .. Profile[1..]])).Message);
        Assert.Equal("predictor: bias 0, expected 0.01 to 100; error sigma -1, expected 0 to 5",
            Assert.Throws<RotaException>(() => new PredictorOptions { Bias = 0, ErrorSigma = -1 }.Validated()).Message);
    }
}
