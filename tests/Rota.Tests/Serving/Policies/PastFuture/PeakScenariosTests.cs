using CsCheck;
using Rota.Serving.Policies.PastFuture;
using Xunit;

namespace Rota.Tests.Serving.Policies.PastFuture;

public sealed class PeakScenariosTests
{
    /// <summary>What is kept from round to round is a speed trick: fresh scenarios say the same.</summary>
    [Fact]
    public void Peaks_kept_from_round_to_round_are_those_computed_anew() =>
        Gen.Select(Gen.Select(Gen.Int[1, 50], Gen.Int[0, 40], Gen.Int[1, 60]).Array[1, 8], Gen.Int[1, 30].Array[0, 40], Gen.ULong).Sample((requests, ended, seed) =>
        {
            var lengths = new LengthSurvival(new() { Cap = 60 });
            var kept = new PeakScenarios(16, seed);
            for (var step = 0; step < 20; step++)
            {
                var learnt = step % 5 == 3 && ended.Length > 0;
                if (learnt)
                {
                    foreach (var length in ended) lengths.Add(length);
                    lengths.Estimate([]);
                }
                var fresh = new PeakScenarios(16, seed);
                foreach (var scenarios in (PeakScenarios[])[kept, fresh])
                {
                    scenarios.Begin(step);
                    for (var r = 0; r < requests.Length; r++)
                    {
                        var (prompt, generated, leaves) = requests[r];
                        if (step < leaves) scenarios.Runs(r, prompt + generated + step, generated + step, 100, lengths, learnt);
                    }
                    scenarios.Ready();
                }
                // Quantiles are kept while nothing is learnt; what a request has generated alone moves a length only when it has outlived it.
                if (learnt) Assert.Equal(fresh.Peaks, kept.Peaks);
                Assert.Equal(fresh.Fits(99, 10, 0, 100, lengths, 1e9, 0), kept.Fits(99, 10, 0, 100, lengths, 1e9, 0));
            }
        }, iter: 50);

    [Fact]
    public void A_request_fits_as_long_as_few_enough_scenarios_outgrow_the_limit()
    {
        // One length is known: every scenario says 100 + 20, and another 100 + 20.
        var lengths = new LengthSurvival(new() { Window = 8, Recent = 0 });
        for (var i = 0; i < 500; i++) lengths.Add(20);
        lengths.Estimate([]);
        var scenarios = new PeakScenarios(32, 1);
        scenarios.Begin(0);
        scenarios.Runs(0, 100, 19, 1000, lengths, learnt: false);
        scenarios.Ready();
        Assert.All(scenarios.Peaks, peak => Assert.Equal(101, peak));
        Assert.False(scenarios.Fits(1, 100, 19, 1000, lengths, 201, 0.5));
        Assert.True(scenarios.Fits(1, 100, 19, 1000, lengths, 202, 0));
        scenarios.Admit();
        Assert.All(scenarios.Peaks, peak => Assert.Equal(202, peak));
        // Scenarios are not alike where lengths are not.
        var shares = Enumerable.Range(1, 40).Select(i => scenarios.Fits(2, 0, 0, 1000, lengths, 202 + i, 0.5)).ToArray();
        Assert.Equal(shares.Order(), shares);
    }
}
