using Rota.CpSat.Shop;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.CpSat.Tests.Shop;

/// <summary>Plans are limited by CP-SAT's deterministic time, so that a busy machine changes nothing.</summary>
public sealed class RollingHorizonTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    public void Planned_moves_keep_a_reference_line_at_its_bound(int row, int arms)
    {
        var line = ReferenceLines.Create(row, arms);
        var policy = Policy();
        var log = new LineLog();
        var result = LineRehearsal.Run(line, policy, 1, 12, log, TestContext.Current.CancellationToken);
        Assert.Empty(TransferChecker.Violations(line, log));
        Assert.InRange(result.Tact, 0, 1.01 * LineBounds.Of(line).Tact);
        Assert.True(policy.Planned > 0);
        Assert.True(policy.FellBack < policy.Planned);
    }

    [Fact]
    public void Whatever_is_planned_no_law_is_broken()
    {
        // One robot and several, swaps, zones, stops, vehicles of a job shop.
        foreach (var line in new[] { RandomLines.Create(2), RandomLines.Create(11), RandomLines.Create(25), TandemLine.Create(new() { MeanUp = 900 }) })
        {
            var log = new LineLog();
            var result = LineRehearsal.Run(line, Policy(), 3, 4, log, TestContext.Current.CancellationToken);
            Assert.False(result.Deadlocked);
            Assert.Empty(TransferChecker.Violations(line, log));
        }
    }

    [Fact]
    public void Without_time_the_rule_decides()
    {
        var line = ReferenceLines.Create(0);
        var policy = new RollingHorizon(new() { Moves = 8, Effort = 0, Seconds = 1e-6 });
        Assert.Equal(95, LineRehearsal.Run(line, policy, 1, 30, cancellation: TestContext.Current.CancellationToken).Tact, 0.1);
    }

    private static RollingHorizon Policy() => new(new() { Moves = 7, Effort = 0.004, Seconds = 30 });
}
