using CsCheck;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.Policies;

/// <summary>Where a prefill turns from memory-bound into compute-bound.</summary>
public sealed class LengthBoundaryTests
{
    private static double Compute(LengthBoundary b, double tokens, double history) => (b.Alpha * tokens * (tokens + (2 * history))) + (b.Beta * tokens);

    private static double Memory(LengthBoundary b, double tokens, double history) => (b.GammaWrite * tokens) + (b.GammaRead * history);

    [Fact]
    public void A_first_turn_by_hand() => Assert.Equal(200, new LengthBoundary(0.01, 1, 3, 0.5).FirstTurn, 9);

    [Fact]
    public void Where_computing_a_token_costs_more_than_moving_it_there_is_no_short_first_turn() => Assert.Equal(0, new LengthBoundary(0.01, 3, 1, 0.5).FirstTurn);

    [Fact]
    public void Both_times_are_equal_at_the_boundary() =>
        Gen.Select(Gen.Double[1e-6, 1], Gen.Double[0, 10], Gen.Double[0, 10], Gen.Double[1e-3, 10], Gen.Double[1, 1e5]).Sample((alpha, beta, write, read, history) =>
        {
            var boundary = new LengthBoundary(alpha, beta, write, read);
            var tokens = boundary.Behind(history);
            return Math.Abs(Compute(boundary, tokens, history) - Memory(boundary, tokens, history)) <= 1e-6 * Memory(boundary, tokens, history);
        });

    [Fact]
    public void Without_history_it_is_that_of_a_first_turn() =>
        Assert.Equal(new LengthBoundary(0.02, 1, 4, 0.3).FirstTurn, new LengthBoundary(0.02, 1, 4, 0.3).Behind(0), 9);

    [Fact]
    public void With_a_long_history_it_tends_to_read_over_two_alpha() =>
        Assert.Equal(0.8 / (2 * 0.01), new LengthBoundary(0.01, 1, 3, 0.8).Behind(1e9), 3);

    [Fact]
    public void The_fit_finds_the_law_that_made_the_samples()
    {
        var law = new LengthBoundary(0.002, 18, 22, 0.4);
        var fit = new LengthBoundaryFit();
        for (var tokens = 300; tokens < 3000; tokens += 170) fit.AddCompute(tokens * (tokens + 2.0 * (tokens % 7)), tokens, Compute(law, tokens, tokens % 7));
        for (var tokens = 8; tokens < 250; tokens += 11) fit.AddMemory(tokens, tokens % 5 * 100, Memory(law, tokens, tokens % 5 * 100));
        var found = fit.Fit()!.Value;
        Assert.Equal(law.FirstTurn, found.FirstTurn, 3);
        Assert.Equal(law.Behind(500), found.Behind(500), 3);
    }

    [Fact]
    public void Samples_that_are_all_alike_give_no_boundary()
    {
        var fit = new LengthBoundaryFit();
        for (var i = 0; i < 20; i++) fit.AddCompute(1e6, 1000, 50);
        Assert.Null(fit.Fit());
    }

    [Fact]
    public void Old_samples_are_forgotten()
    {
        var fit = new LengthBoundaryFit(window: 8);
        void Learn(LengthBoundary law)
        {
            for (var i = 1; i <= 8; i++)
            {
                fit.AddCompute(i * i * 1e4, i * 100, Compute(law, i * 100, 0));
                fit.AddMemory(i * 10, i % 3, Memory(law, i * 10, i % 3));
            }
        }
        Learn(new(0.5, 1, 3, 1));
        Learn(new(0.01, 1, 3, 1));
        Assert.Equal(200, fit.Fit()!.Value.FirstTurn, 3);
    }
}
