using System.Globalization;
using System.Text;

namespace Rota.Tuning.Expressions;

/// <summary>Writes an expression with as few brackets as read it back the same.</summary>
internal static class ExpressionText
{
    public static string Of(PriorityExpression expression, FeatureSet features)
    {
        var text = new StringBuilder();
        Write(text, expression, features, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, PriorityExpression node, FeatureSet features, int needed)
    {
        switch (node.Operator)
        {
            case ExpressionOperator.Constant:
                var number = node.Value.ToString("R", CultureInfo.InvariantCulture);
                // A sign binds like a product: it needs brackets where a power or another sign stands before it.
                if (node.Value < 0 && needed > 0) text.Append('(').Append(number).Append(')');
                else text.Append(number);
                break;
            case ExpressionOperator.Feature:
                text.Append(features.All[node.Feature].Name);
                break;
            default:
                var binding = ExpressionWords.Binding(node.Operator);
                if (binding == 5 || node.Operator == ExpressionOperator.Power) Call(text, node, features);
                else Infix(text, node, features, binding, needed);
                break;
        }
    }

    private static void Call(StringBuilder text, PriorityExpression node, FeatureSet features)
    {
        text.Append(node.Operator == ExpressionOperator.Power ? "pow" : ExpressionWords.Symbol(node.Operator)).Append('(');
        for (var i = 0; i < node.Arguments.Length; i++)
        {
            if (i > 0) text.Append(", ");
            Write(text, node.Arguments[i], features, 0);
        }
        text.Append(')');
    }

    private static void Infix(StringBuilder text, PriorityExpression node, FeatureSet features, int binding, int needed)
    {
        var bracket = binding < needed;
        if (bracket) text.Append('(');
        // Comparisons do not chain; sums and products are read from the left.
        Write(text, node.Arguments[0], features, binding == 1 ? 2 : binding);
        text.Append(ExpressionWords.Symbol(node.Operator));
        Write(text, node.Arguments[1], features, binding + 1);
        if (bracket) text.Append(')');
    }
}
