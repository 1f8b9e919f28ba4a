using Rota.Serving.Generators;
using Rota.Studies.Serving.PastFuture;
using Xunit;

namespace Rota.Tests.Serving.Policies.PastFuture;

public sealed class TokenSimulatorTests
{
    [Fact]
    public void Whoever_knows_or_reserves_everything_evicts_nobody_and_whoever_looks_at_the_moment_evicts_many()
    {
        var (optimum, conservative, aggressive) = (Run(new TokenOptimum()), Run(new TokenConservative()), Run(new TokenAggressive(0.99)));
        Assert.Equal((0, 0), (optimum.EvictionPercent, conservative.EvictionPercent));
        Assert.InRange(aggressive.EvictionPercent, 20, 60);
        Assert.InRange(conservative.Steps / optimum.Steps, 1.3, 2);
        Assert.InRange(optimum.TruePeakPercent, 90, 100);
        Assert.InRange(aggressive.Steps, 0.8 * optimum.Steps, optimum.Steps);
    }

    [Fact]
    public void Past_future_evicts_far_fewer_than_aggressive_in_hardly_more_steps()
    {
        var (pastFuture, aggressive, optimum) = (Run(new TokenPastFuture(1)), Run(new TokenAggressive(0.99)), Run(new TokenOptimum()));
        Assert.InRange(pastFuture.EvictionPercent, 0, aggressive.EvictionPercent / 3);
        Assert.InRange(pastFuture.Steps / optimum.Steps, 0.98, 1.1);
        Assert.Equal(pastFuture, Run(new TokenPastFuture(1)));
    }

    private static TokenOutcome Run(TokenScheduler scheduler) =>
        new TokenSimulator(TokenSimulator.Of(UniformRequests.Create(UniformRequests.PrefillHeavy with { Requests = 400 })), scheduler).Run();
}
