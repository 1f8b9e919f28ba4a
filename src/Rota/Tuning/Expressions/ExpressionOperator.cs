namespace Rota.Tuning.Expressions;

/// <summary>What a node of a priority expression does.</summary>
public enum ExpressionOperator
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>A feature of the waiting item or of the line it waits in.</summary>
    Feature,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b.</summary>
    Multiply,

    /// <summary>a / b, where a b nearer to 0 than 1e-9 counts as 1e-9 of its sign.</summary>
    Divide,

    /// <summary>a to the power of b.</summary>
    Power,

    /// <summary>The smaller of two.</summary>
    Min,

    /// <summary>The larger of two.</summary>
    Max,

    /// <summary>1 when a is below b, else 0.</summary>
    Less,

    /// <summary>1 when a is at most b, else 0.</summary>
    AtMost,

    /// <summary>The number without its sign.</summary>
    Abs,

    /// <summary>The square root; of a negative number it is no number.</summary>
    Sqrt,

    /// <summary>e to the power of a.</summary>
    Exp,

    /// <summary>The natural logarithm; of a negative number it is no number.</summary>
    Log,

    /// <summary>b when a is above 0, else c.</summary>
    If,
}
