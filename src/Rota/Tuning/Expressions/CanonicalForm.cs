namespace Rota.Tuning.Expressions;

/// <summary>One form for all expressions that differ in notation only.</summary>
internal static class CanonicalForm
{
    public static PriorityExpression Of(PriorityExpression node)
    {
        if (node.Operator == ExpressionOperator.Constant) return Constant(node.Value);
        if (node.Operator == ExpressionOperator.Feature) return node;
        var arguments = new PriorityExpression[node.Arguments.Length];
        var constant = true;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Of(node.Arguments[i]);
            constant &= arguments[i].Operator == ExpressionOperator.Constant;
        }
        if (constant && Folded(node.Operator, arguments) is { } folded) return folded;
        if (Neutral(node.Operator, arguments) is { } rest) return rest;
        if (ExpressionWords.IsCommutative(node.Operator))
        {
            var order = Compare(arguments[0], arguments[1]);
            if (order == 0 && node.Operator is ExpressionOperator.Min or ExpressionOperator.Max) return arguments[0];
            if (order > 0) Array.Reverse(arguments);
        }
        return PriorityExpression.Of(node.Operator, [.. arguments]);
    }

    /// <summary>A total order: by operator, then number or feature, then operands.</summary>
    internal static int Compare(PriorityExpression a, PriorityExpression b)
    {
        // Features before calls before constants: p*2 rather than 2*p.
        var order = Rank(a.Operator).CompareTo(Rank(b.Operator));
        if (order == 0) order = a.Feature.CompareTo(b.Feature);
        if (order == 0) order = a.Value.CompareTo(b.Value);
        for (var i = 0; order == 0 && i < a.Arguments.Length; i++) order = Compare(a.Arguments[i], b.Arguments[i]);
        return order;
    }

    private static int Rank(ExpressionOperator op) => op == ExpressionOperator.Constant ? int.MaxValue : (int)op;

    private static PriorityExpression? Folded(ExpressionOperator op, PriorityExpression[] arguments)
    {
        var value = ExpressionArithmetic.Apply(
            op, arguments[0].Value, arguments.Length > 1 ? arguments[1].Value : 0, arguments.Length > 2 ? arguments[2].Value : 0);
        return double.IsFinite(value) ? Constant(value) : null;
    }

    private static PriorityExpression? Neutral(ExpressionOperator op, PriorityExpression[] arguments) => op switch
    {
        ExpressionOperator.Add when Is(arguments[0], 0) => arguments[1],
        ExpressionOperator.Add or ExpressionOperator.Subtract when Is(arguments[1], 0) => arguments[0],
        ExpressionOperator.Multiply when Is(arguments[0], 1) => arguments[1],
        ExpressionOperator.Multiply or ExpressionOperator.Divide or ExpressionOperator.Power when Is(arguments[1], 1) => arguments[0],
        ExpressionOperator.If when arguments[0].Operator == ExpressionOperator.Constant => arguments[0].Value > 0 ? arguments[1] : arguments[2],
        ExpressionOperator.If when arguments[1].Equals(arguments[2]) => arguments[1],
        _ => null,
    };

    private static bool Is(PriorityExpression node, double value) => node.Operator == ExpressionOperator.Constant && node.Value == value;

    // Adding 0 turns -0 into 0.
    private static PriorityExpression Constant(double value) =>
        PriorityExpression.Constant((Math.Abs(value) < 1e9 ? Math.Round(value, 6) : value) + 0.0);
}
