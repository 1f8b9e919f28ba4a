using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

/// <summary>The specification's table: figures of other code, and the bounds that cycles attain.</summary>
public class ReferenceTableTests
{
    [Theory]
    [InlineData(0, 95, 72, 100, 100, 100, 100, 95)]
    [InlineData(1, 125, 102, 130, 130, 130, 130, 125)]
    [InlineData(2, 80, 71, 80, 80, 80, 80, 80)]
    [InlineData(3, 95, 72, 100, 100, 100, 100, 95)]
    [InlineData(4, 100, 88, 100, 106.9, 100, 106.9, 105.6)]
    [InlineData(5, 120, 105, 120, 129.9, 120, 129.9, 124.9)]
    public void Every_figure_is_met(int row, double single, double dual, double fifo, double pull, double push, double near, double est)
    {
        var (one, two) = (ReferenceLines.Create(row), ReferenceLines.Create(row, arms: 2));
        Assert.Equal(single, LineBounds.Of(one).Tact, 6);
        Assert.Equal(dual, LineBounds.Of(two).Tact, 6);
        Assert.Equal(fifo, Tact(one, "fifo"), 0.11);
        Assert.Equal(pull, Tact(one, "pull"), 0.11);
        Assert.Equal(push, Tact(one, "push"), 0.11);
        Assert.Equal(near, Tact(one, "near"), 0.11);
        Assert.Equal(est, Tact(one, "est"), 0.11);
        Assert.Equal(single, Tact(one, "cycle"), 0.1);
        Assert.Equal(dual, Tact(two, "swap"), 0.1);
        Assert.Equal(single, Tact(one, "est-oldest"), 0.1);
        Assert.Equal(dual, Tact(two, "est-oldest"), 0.1);
    }

    private static double Tact(TransferLine line, string rule) => LineRehearsal.Run(line, TransferPolicies.Find(rule), cancellation: TestContext.Current.CancellationToken).Tact;
}
