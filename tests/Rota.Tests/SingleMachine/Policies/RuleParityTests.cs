using Rota.SingleMachine;
using Rota.SingleMachine.Policies;
using Xunit;

namespace Rota.Tests.SingleMachine.Policies;

/// <summary>Mean gaps of rules on the published sets: the article's figures, and for EDD and the rules it does not have, the recomputed ones.</summary>
public sealed class RuleParityTests
{
    [Theory]
    [InlineData("20-uniform", 680, "edd 46.48, eddc 12.83, eddc-printed 46.09, mdd 1.86, mddc 1.70, psk 1.77, panneerselvam 411.49, augmented-mdd 1.21, augmented-mddc 0.79, atc 14.28, atc-0.5 11.61")]
    [InlineData("100", 163, "edd 59.55, eddc 28.12, eddc-printed 58.02, mdd 1.81, mddc 1.52, psk 1.79, panneerselvam 3433.60, augmented-mdd 1.27, augmented-mddc 1.08")]
    [InlineData("200", 160, "edd 63.07, eddc 52.02, mdd 2.07, mddc 2.00, psk 1.99")]
    [InlineData("500", 160, "edd 64.84, eddc 31.95, eddc-printed 63.41, mdd 1.87, mddc 1.82, psk 1.86")]
    public void Mean_gaps_are_the_known_ones(string set, int counted, string expected)
    {
        if (SharedJobs.Read(set) is not { } instances) { Assert.Skip("shared data absent"); return; }
        var late = instances.Where(instance => instance.Optimum > 0).ToArray();
        Assert.Equal(counted, late.Length);
        var figures = expected.Split(", ").Select(entry => entry.Split(' ')).Select(entry =>
        {
            var rule = SequencingRules.Find(entry[0]);
            var gap = late.Average(instance => 100.0 * (Cost(instance.Problem, rule.Order(instance.Problem)!) - instance.Optimum) / instance.Optimum);
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{entry[0]} {gap:F2}");
        });
        Assert.Equal(expected, string.Join(", ", figures));
    }

    private static long Cost(TardinessProblem problem, int[] order) => TardinessChecker.Instance.Check(problem, TardinessSequence.Of(order)).Objective;
}
