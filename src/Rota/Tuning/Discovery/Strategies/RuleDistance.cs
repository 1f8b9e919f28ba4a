using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery.Strategies;

/// <summary>How unlike two rules are: features and operators counted in one and missing in the other.</summary>
internal static class RuleDistance
{
    private const int Operators = 32;

    public static int Of(PriorityExpression a, PriorityExpression b)
    {
        var counts = new SortedDictionary<int, int>();
        Count(a, 1, counts);
        Count(b, -1, counts);
        return counts.Values.Sum(Math.Abs);
    }

    private static void Count(PriorityExpression node, int step, SortedDictionary<int, int> counts)
    {
        var key = node.Operator == ExpressionOperator.Feature ? Operators + node.Feature : (int)node.Operator;
        counts[key] = counts.GetValueOrDefault(key) + step;
        foreach (var argument in node.Arguments) Count(argument, step, counts);
    }
}
