using Rota.Shop.Discovery;
using Rota.Shop.Generators;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Rota.Tuning.Discovery;
using Rota.Tuning.Expressions;
using Xunit;

namespace Rota.Tests.Shop.Discovery;

public sealed class JobShopDiscoveryTests
{
    [Theory]
    [InlineData("p", "SPT")]
    [InlineData("0 - work", "MWKR")]
    [InlineData("0 - wait", "FIFO")]
    [InlineData("0 - ops", "MOPNR")]
    public void A_known_rule_written_as_an_expression_builds_the_same_schedule(string text, string known)
    {
        var shop = ShopGenerator.Create(new ShopGeneratorOptions { Jobs = 12, Machines = 6, Seed = 3 });
        var rule = PriorityRules.All.Single(rule => rule.Name == known);
        var written = new ExpressionRule(new PriorityProgram(PriorityExpression.Parse(text, ExpressionRule.Features), ExpressionRule.Features));
        Assert.Equal(new NonDelaySimulation(shop).Dispatch(rule).Starts, new NonDelaySimulation(shop).Dispatch(written).Starts);
    }

    [Fact]
    public void The_loop_betters_a_rule_of_another_domain_too()
    {
        var task = new JobShopDiscovery(count: 12, jobs: 8, machines: 5);
        var result = RuleDiscovery.Run(task, new() { Strategy = "eoh", Evaluations = 60, Begin = "p" }, new MockDesigner(task.Features), cancellation: TestContext.Current.CancellationToken);
        Assert.True(result.Training.BestMean < result.Training.SeedMean - 1);
        Assert.InRange(result.Training.BestMean, 100, 200);
    }
}
