using CsCheck;
using Rota.Tuning.Expressions;
using Xunit;

namespace Rota.Tests.Tuning.Expressions;

public sealed class PriorityProgramTests
{
    private static readonly FeatureSet Features = ExpressionParserTests.Features;

    [Theory]
    [InlineData("p + d", "d + p")]
    [InlineData("max(p*2, t)", "max(t, 2*p)")]
    [InlineData("(1 + 1)*p", "p*2")]
    [InlineData("p*1 + 0", "p")]
    [InlineData("p*0.12345678", "p*0.123457")]
    [InlineData("d > p", "p < d")]
    [InlineData("if(2 < 1, p, d)", "d")]
    [InlineData("let a = p in a + a", "p + p")]
    public void Notations_of_one_rule_have_one_form(string one, string other) => Assert.Equal(
        PriorityExpression.Parse(one, Features).Canonical(), PriorityExpression.Parse(other, Features).Canonical());

    [Theory]
    [InlineData("p - d", "d - p")]
    [InlineData("p/d", "d/p")]
    [InlineData("p < d", "p <= d")]
    public void Different_rules_have_different_forms(string one, string other) => Assert.NotEqual(
        PriorityExpression.Parse(one, Features).Canonical(), PriorityExpression.Parse(other, Features).Canonical());

    [Fact]
    public void The_form_of_a_form_is_itself() =>
        ExpressionParserTests.Any.Sample(expression => expression.Canonical().Equals(expression.Canonical().Canonical()), iter: 2000);

    [Fact]
    public void Lanes_compute_what_the_tree_means() => Gen.Select(ExpressionParserTests.Any, Gen.Int[1, 7], Gen.Int[1, 6], Gen.Double[-9, 9].Array[1, 8]).Sample(
        (expression, slots, width, numbers) =>
        {
            var program = new PriorityProgram(expression, Features);
            var lanes = new PriorityLanes(program, slots, width);
            double Own(int lane, int feature) => Math.Round(numbers[(lane + (5 * feature)) % numbers.Length], 1);
            for (var lane = 0; lane < slots * width; lane++)
            {
                lanes.Feature(0)[lane] = Own(lane, 0);
                lanes.Feature(1)[lane] = Own(lane, 1);
            }
            for (var line = 0; line < width; line++) lanes.Feature(2)[line] = Own(line, 2);
            var computed = lanes.Compute(slots);
            for (var lane = 0; lane < slots * width; lane++)
            {
                var meant = Value(program.Expression, [Own(lane, 0), Own(lane, 1), Own(lane % width, 2)]);
                if (double.IsNaN(meant)) meant = double.PositiveInfinity;
                if (!computed[lane].Equals(meant)) return false;
            }
            return true;
        },
        iter: 2000);

    [Fact]
    public void Says_which_features_it_needs()
    {
        var program = new PriorityProgram(PriorityExpression.Parse("max(p + t, 3)", Features), Features);
        Assert.Equal([true, false, true], new[] { program.Uses(0), program.Uses(1), program.Uses(2) });
    }

    private static double Value(PriorityExpression node, double[] features) => node.Operator switch
    {
        ExpressionOperator.Constant => node.Value,
        ExpressionOperator.Feature => features[node.Feature],
        _ => ExpressionArithmetic.Apply(
            node.Operator,
            Value(node.Arguments[0], features),
            node.Arguments.Length > 1 ? Value(node.Arguments[1], features) : 0,
            node.Arguments.Length > 2 ? Value(node.Arguments[2], features) : 0),
    };
}
