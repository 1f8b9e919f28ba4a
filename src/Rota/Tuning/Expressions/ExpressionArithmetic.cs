namespace Rota.Tuning.Expressions;

/// <summary>What the operators do to numbers. The program's kernels do the same, lane by lane.</summary>
internal static class ExpressionArithmetic
{
    /// <summary>A divisor nearer to 0 counts as this much.</summary>
    public const double LeastDivisor = 1e-9;

    public static double Apply(ExpressionOperator op, double a, double b = 0, double c = 0) => op switch
    {
        ExpressionOperator.Add => a + b,
        ExpressionOperator.Subtract => a - b,
        ExpressionOperator.Multiply => a * b,
        ExpressionOperator.Divide => Divide(a, b),
        ExpressionOperator.Power => Power(a, b),
        ExpressionOperator.Min => a < b ? a : b,
        ExpressionOperator.Max => a > b ? a : b,
        ExpressionOperator.Less => a < b ? 1 : 0,
        ExpressionOperator.AtMost => a <= b ? 1 : 0,
        ExpressionOperator.Abs => Math.Abs(a),
        ExpressionOperator.Sqrt => Math.Sqrt(a),
        ExpressionOperator.Exp => Math.Exp(a),
        ExpressionOperator.Log => Math.Log(a),
        ExpressionOperator.If => a > 0 ? b : c,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "a leaf computes nothing"),
    };

    public static double Divide(double a, double b)
    {
        if (Math.Abs(b) < LeastDivisor) b = b < 0 ? -LeastDivisor : LeastDivisor;
        return a / b;
    }

    /// <summary>Squares and roots are frequent and cheap; the others are left to the library.</summary>
    public static double Power(double a, double b) => b switch
    {
        2 => a * a,
        3 => a * a * a,
        0.5 => Math.Sqrt(a),
        -1 => Divide(1, a),
        _ => Math.Pow(a, b),
    };
}
