using Rota.Formats;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Learning;
using Rota.Shop.Transfer.Pictures;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

public class TransferPolicyTests
{
    [Fact]
    public void The_learnt_policy_is_at_the_bound_on_every_reference_line_and_the_portfolio_with_it()
    {
        var (learned, both) = (TransferModels.Create(), new RulePortfolio(also: TransferModels.Create()));
        for (var row = 0; row < ReferenceLines.Count; row++)
            foreach (var arms in (int[])[1, 2])
            {
                var line = ReferenceLines.Create(row, arms);
                Assert.InRange((LineRehearsal.Run(line, learned, cancellation: TestContext.Current.CancellationToken).Tact / LineBounds.Of(line).Tact) - 1, -0.01, 0.01);
                Assert.InRange((LineRehearsal.Run(line, both, cancellation: TestContext.Current.CancellationToken).Tact / LineBounds.Of(line).Tact) - 1, -0.01, 0.001);
            }
        Assert.Equal("Apache-2.0", TransferModels.Card.Licence);
    }

    [Fact]
    public void The_learnt_policy_keeps_up_with_the_best_rule_of_every_line_with_noise()
    {
        var learned = TransferModels.Create();
        for (var row = 0; row < ReferenceLines.Count; row++)
            foreach (var arms in (int[])[1, 2])
            {
                var line = ReferenceLines.Create(row, arms, 0.2);
                double Tact(ITransferPolicy policy) => LineRehearsal.Run(line, policy, 7, 150, cancellation: TestContext.Current.CancellationToken).Tact;
                Assert.InRange(Tact(learned), 0, 1.015 * RulePortfolio.Rules.Min(Tact));
            }
    }

    [Fact]
    public void A_sheet_may_name_steps_instead_of_stations()
    {
        // Step 2 has two stations; both rows mean either of them.
        var line = ReferenceLines.Create(3);
        var steps = RuleSheet.Read(TextInput.OfText("take step-2 if ready\ntake step-1 to step-2 if load step-2 < 2\ntake * by soonest\n", "a"), line);
        var names = RuleSheet.Read(TextInput.OfText("take s2a if ready\ntake s2b if ready\ntake s1 to s2a if load s2a < 1\ntake s1 to s2b if load s2b < 1\ntake * by soonest\n", "b"), line);
        LineResult Run(ITransferPolicy policy) => LineRehearsal.Run(line, policy, 1, 60, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Run(names).Outputs, Run(steps).Outputs);
        Assert.Throws<InputException>(() => RuleSheet.Read(TextInput.OfText("take step-4", "a"), line));
    }

    [Fact]
    public void The_portfolio_finds_the_rule_of_each_line()
    {
        var portfolio = new RulePortfolio();
        Assert.Equal(100, LineRehearsal.Run(ReferenceLines.Create(4), portfolio, cancellation: TestContext.Current.CancellationToken).Tact, 0.1);
        Assert.Equal(72, LineRehearsal.Run(ReferenceLines.Create(0, 2), portfolio, cancellation: TestContext.Current.CancellationToken).Tact, 0.1);
    }

    [Fact]
    public void Looking_ahead_is_no_worse_than_the_rule_it_follows_on_a_certain_line() =>
        Assert.InRange(LineRehearsal.Run(ReferenceLines.Create(0), new LookAhead(_ => new FirstInFirstOut()), 1, 60, cancellation: TestContext.Current.CancellationToken).Tact, 94.9, 100.1);

    [Fact]
    public void Imagined_futures_differ_from_what_happens_and_leave_it_alone()
    {
        var state = new LineSimulation(TandemLine.Create(new() { Noise = 0.2 }), 3);
        var rule = new Push();
        for (var i = 0; i < 60 && state.Advance(1000); i++)
        {
            var choice = rule.Choose(state);
            if (choice >= 0) state.Take(choice);
            else state.Wait();
        }
        Assert.True(state.Advance(1000));
        var digest = state.Digest();
        var ends = Enumerable.Range(1, 20).Select(seed =>
        {
            var future = state.Imagine((ulong)seed);
            while (future.Advance(state.Outputs.Count + 5))
            {
                var choice = rule.Choose(future);
                if (choice >= 0) future.Take(choice);
                else future.Wait();
            }
            return future.Now;
        }).Distinct().Count();
        Assert.True(ends > 10);
        Assert.Equal(digest, state.Digest());
    }

    [Fact]
    public void A_rule_sheet_reads_as_it_is_written()
    {
        var line = ReferenceLines.Create(0);
        var sheet = RuleSheet.Read(TextInput.OfText("take s3 to out\ntake * if ready and load s3 < 1 by oldest\ntake input\n", "rules.txt"), line);
        Assert.Equal("rules", sheet.Name);
        Assert.Equal(40, LineRehearsal.Run(line, sheet, 1, 40, cancellation: TestContext.Current.CancellationToken).Outputs.Length);
        Assert.Equal(
            "rules.txt:1:4: read 'reddy', expected ready, soon, swap, load; did you mean 'ready'?",
            Assert.Throws<InputException>(() => RuleSheet.Read(TextInput.OfText("take * if reddy", "rules.txt"), line)).Message);
    }

    [Fact]
    public void A_page_holds_the_run_and_fetches_nothing()
    {
        var line = TandemLine.Create(new());
        var log = new LineLog();
        LineRehearsal.Run(line, new Push(), 1, 10, log, cancellation: TestContext.Current.CancellationToken);
        var page = LinePage.Render(line, log, "a <title>");
        Assert.Contains("a &lt;title&gt;", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Equal(page, LinePage.Render(line, log, "a <title>"));
    }
}
