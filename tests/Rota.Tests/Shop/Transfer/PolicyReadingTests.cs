using Rota.Formats;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Learning;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Reading;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

/// <summary>Policies in words: tables of situations, and rule sheets read off them.</summary>
public class PolicyReadingTests
{
    [Fact]
    public void First_in_first_out_reads_as_one_row()
    {
        var reading = PolicyReading.Of(ReferenceLines.Create(4, noise: 0.2), new FirstInFirstOut(), 1, 40, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("take * if ready by oldest", reading.Sheet[0].Text);
        Assert.InRange(reading.Agreement, 0.99, 1);
        Assert.Equal(("fifo", 1.0), reading.Rules.First(rule => rule.Rule == "fifo"));
    }

    [Fact]
    public void Every_situation_is_counted_once()
    {
        var reading = PolicyReading.Of(TandemLine.Create(new()), new Push(), 1, 30, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(reading.Decisions, reading.Classes.Sum(row => row.Decisions));
        Assert.Equal(reading.Decisions, reading.Sheet.Sum(row => row.Decisions));
        Assert.All(reading.Classes, row => Assert.InRange(row.Agreement, 1e-9, 1));
        Assert.Contains(reading.Classes, row => row.Choice == "wait");
    }

    [Fact]
    public void The_sheet_of_the_learnt_policy_runs_and_is_hardly_slower()
    {
        foreach (var line in new[] { ReferenceLines.Create(4, arms: 2, noise: 0.2), ReferenceLines.Create(1), RandomLines.Create(5) })
        {
            var learned = TransferModels.Create();
            var reading = PolicyReading.Of(line, learned, 2, 40, cancellation: TestContext.Current.CancellationToken);
            var sheet = RuleSheet.Read(TextInput.OfText(reading.SheetText, "read"), line);
            double Tact(ITransferPolicy policy) => LineRehearsal.Run(line, policy, 9, 120, cancellation: TestContext.Current.CancellationToken).Tact;
            Assert.InRange(reading.Agreement, 0.9, 1);
            Assert.InRange(Tact(sheet), 0, 1.05 * Tact(learned));
        }
    }
}
