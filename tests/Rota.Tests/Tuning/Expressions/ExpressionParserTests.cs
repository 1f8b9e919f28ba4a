using CsCheck;
using Rota.Tuning.Expressions;
using Xunit;

namespace Rota.Tests.Tuning.Expressions;

public sealed class ExpressionParserTests
{
    internal static readonly FeatureSet Features = new(new Feature("p", "own"), new Feature("d", "own"), new Feature("t", "shared", Shared: true));

    private static readonly ExpressionOperator[] Binary =
    [
        ExpressionOperator.Add, ExpressionOperator.Subtract, ExpressionOperator.Multiply, ExpressionOperator.Divide, ExpressionOperator.Power,
        ExpressionOperator.Min, ExpressionOperator.Max, ExpressionOperator.Less, ExpressionOperator.AtMost,
    ];

    internal static readonly Gen<PriorityExpression> Any = Gen.Recursive<PriorityExpression>((depth, self) => depth > 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            Gen.Select(OneOf(ExpressionOperator.Abs, ExpressionOperator.Sqrt, ExpressionOperator.Exp, ExpressionOperator.Log), self, (op, a) => PriorityExpression.Of(op, a)),
            Gen.Select(OneOf(Binary), self, self, (op, a, b) => PriorityExpression.Of(op, a, b)),
            Gen.Select(self, self, self, (a, b, c) => PriorityExpression.Of(ExpressionOperator.If, a, b, c))));

    private static Gen<T> OneOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static Gen<PriorityExpression> Leaf => Gen.OneOf(
        Gen.Int[0, 2].Select(PriorityExpression.OfFeature), Gen.Int[-4, 4].Select(i => PriorityExpression.Constant(i / 2.0)));

    [Theory]
    [InlineData("1 + 2*3", 7)]
    [InlineData("(1 + 2)*3", 9)]
    [InlineData("2^3^2", 512)]
    [InlineData("-2^2", -4)]
    [InlineData("2^-1", 0.5)]
    [InlineData("8/2/2", 2)]
    [InlineData("5 - 2 - 1", 2)]
    [InlineData("min(3, 1, 2)", 1)]
    [InlineData("max(1, 2) < 3", 1)]
    [InlineData("2 >= 3", 0)]
    [InlineData("if(1 < 2, 10, 20)", 10)]
    [InlineData("let a = 2 in let b = a*a in a + b", 6)]
    [InlineData("1e3 + .5", 1000.5)]
    [InlineData("sqrt(abs(-9)) + exp(0) + log(1) + pow(2, 3)", 12)]
    [InlineData("7/0", 7e9)]
    public void Means_what_it_means_on_paper(string text, double value) =>
        Assert.Equal(value, PriorityExpression.Parse(text, Features).Canonical().Value);

    [Theory]
    [InlineData("max(p, d", 9, "read the end, expected ')'")]
    [InlineData("p + * d", 5, "read '*', expected a number, a name or a bracket")]
    [InlineData("max(p)", 1, "max takes two or more arguments, read 1")]
    [InlineData("if(p, d)", 1, "if takes 3 arguments, read 2")]
    [InlineData("p + mx(1,2)", 5, "unknown name 'mx'; did you mean 'max'?")]
    [InlineData("p ? d", 3, "read '?'")]
    [InlineData("p d", 3, "read 'd', expected an operator or the end")]
    [InlineData("1.2.3", 1, "read '1.2.3', expected a finite number")]
    [InlineData("let p = 1 in p", 5, "expected a new name")]
    [InlineData("1e999", 1, "expected a finite number")]
    [InlineData("", 1, "read the end")]
    [InlineData("System.Exit(1)", 1, "unknown name 'System'")]
    public void Says_where_a_text_stops_being_a_rule(string text, int position, string expected)
    {
        var fault = Assert.Throws<ExpressionException>(() => PriorityExpression.Parse(text, Features));
        Assert.Equal(position, fault.Position);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Too_large_and_too_deep_texts_are_refused_at_once()
    {
        var doubling = string.Concat(Enumerable.Range(0, 60).Select(i => $"let a{i} = {(i == 0 ? "p" : $"a{i - 1}")} + {(i == 0 ? "p" : $"a{i - 1}")} in ")) + "a59";
        foreach (var text in new[] { doubling, new string('(', 2000) + "p" + new string(')', 2000), new string('-', 3000) + "p", new string('p', 5000) })
            Assert.Throws<ExpressionException>(() => PriorityExpression.Parse(text, Features));
    }

    [Fact]
    public void What_is_written_is_read_back_the_same() => Any.Sample(
        expression => PriorityExpression.Parse(expression.ToText(Features), Features).Equals(expression), iter: 2000);

    [Fact]
    public void Any_text_is_a_rule_or_refused()
    {
        var words = OneOf("p", "d", "t", "max", "min", "if", "let", "in", "=", "(", ")", ",", "+", "-", "*", "/", "^", "<", "<=", "1", ".5", "2e3", "x", "\u00e9", " ");
        words.Array[0, 30].Sample(
            parts =>
            {
                try
                {
                    _ = PriorityExpression.Parse(string.Concat(parts), Features);
                }
                catch (ExpressionException fault)
                {
                    return fault.Position >= 1;
                }
                return true;
            },
            iter: 5000);
    }
}
