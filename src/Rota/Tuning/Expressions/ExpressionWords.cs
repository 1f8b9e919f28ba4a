namespace Rota.Tuning.Expressions;

/// <summary>The language's own words: functions with how many arguments they take, and how operators are written.</summary>
internal static class ExpressionWords
{
    public const int Many = -1;

    public static readonly IReadOnlyDictionary<string, (ExpressionOperator Operator, int Arguments)> Functions =
        new Dictionary<string, (ExpressionOperator, int)>(StringComparer.Ordinal)
        {
            ["min"] = (ExpressionOperator.Min, Many),
            ["max"] = (ExpressionOperator.Max, Many),
            ["abs"] = (ExpressionOperator.Abs, 1),
            ["sqrt"] = (ExpressionOperator.Sqrt, 1),
            ["exp"] = (ExpressionOperator.Exp, 1),
            ["log"] = (ExpressionOperator.Log, 1),
            ["pow"] = (ExpressionOperator.Power, 2),
            ["if"] = (ExpressionOperator.If, 3),
        };

    public static bool IsReserved(string name) => name is "let" or "in" || Functions.ContainsKey(name);

    public static int ArgumentsOf(ExpressionOperator op) => op switch
    {
        ExpressionOperator.Constant or ExpressionOperator.Feature => 0,
        ExpressionOperator.Abs or ExpressionOperator.Sqrt or ExpressionOperator.Exp or ExpressionOperator.Log => 1,
        ExpressionOperator.If => 3,
        _ => 2,
    };

    public static bool IsCommutative(ExpressionOperator op) =>
        op is ExpressionOperator.Add or ExpressionOperator.Multiply or ExpressionOperator.Min or ExpressionOperator.Max;

    /// <summary>How tightly an operator binds when written: 1 comparison, 2 sum, 3 product, 4 power, 5 what needs no brackets.</summary>
    public static int Binding(ExpressionOperator op) => op switch
    {
        ExpressionOperator.Less or ExpressionOperator.AtMost => 1,
        ExpressionOperator.Add or ExpressionOperator.Subtract => 2,
        ExpressionOperator.Multiply or ExpressionOperator.Divide => 3,
        ExpressionOperator.Power => 4,
        _ => 5,
    };

    public static string Symbol(ExpressionOperator op) => op switch
    {
        ExpressionOperator.Add => " + ",
        ExpressionOperator.Subtract => " - ",
        ExpressionOperator.Multiply => "*",
        ExpressionOperator.Divide => "/",
        ExpressionOperator.Power => "^",
        ExpressionOperator.Less => " < ",
        ExpressionOperator.AtMost => " <= ",
        _ => op.ToString().ToLowerInvariant(),
    };
}
