using Rota.Studies.Serving;
using Xunit;

namespace Rota.Cli.Tests.Studies;

/// <summary>The serving simulator beside measured runs of vLLM; skipped where those are absent.</summary>
public sealed class ServingFidelityTests
{
    public static TheoryData<string> Cases => [.. ServingFidelity.Cases.Where(run => run.Gated).Select(run => run.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Means_and_ninetieth_percentiles_are_those_measured(string name)
    {
        var result = Measure(name);
        foreach (var (metric, measured, simulated) in result.Metrics())
        {
            var error = Math.Abs((simulated / measured) - 1);
            if (metric.EndsWith("mean", StringComparison.Ordinal)) Assert.True(error <= result.Case.MeanTolerance, $"{metric}: {100 * error:F2} % off");
            if (metric.EndsWith("p90", StringComparison.Ordinal)) Assert.True(error <= 0.10, $"{metric}: {100 * error:F2} % off");
        }
    }

    [Fact]
    public void The_memory_bound_run_preempts_as_often_as_measured() =>
        Assert.InRange(Measure(ServingFidelity.Cases[0].Name).Simulated.Preemptions, 0.9 * 234, 1.1 * 234);

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void Prefix_hits_are_those_of_the_reference(double phi) => Assert.InRange(Measure(ServingFidelity.Cases[1].Name, phi).Simulated.HitTokens, 19_008, 19_520);

    private static FidelityResult Measure(string name, double? phi = null)
    {
        var result = ServingFidelity.Measure(ServingFidelity.Cases.Single(run => run.Name == name), phi);
        Assert.SkipWhen(result is null, "the measured runs are not beside the checkout");
        return result!;
    }
}
