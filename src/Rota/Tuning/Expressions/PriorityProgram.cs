using System.Collections.Immutable;

namespace Rota.Tuning.Expressions;

/// <summary>
/// An expression made ready to be computed many times: a list of steps on numbered registers, equal parts computed once, parts that are the same for a
/// whole line computed once a line. Immutable; every thread computes in its own <see cref="PriorityLanes"/>.
/// </summary>
public sealed class PriorityProgram
{
    private readonly bool[] uses;

    /// <summary>Compiles the canonical form of an expression.</summary>
    public PriorityProgram(PriorityExpression expression, FeatureSet features)
    {
        Features = features;
        Expression = expression.Canonical();
        var compiler = new ProgramCompiler(features);
        Result = compiler.Compile(Expression);
        Steps = [.. compiler.Steps];
        Constants = [.. compiler.Constants];
        Registers = [.. compiler.Registers];
        uses = new bool[features.All.Length];
        Mark(Expression);
    }

    /// <summary>What is computed, in canonical form.</summary>
    public PriorityExpression Expression { get; }

    /// <summary>The features it is about.</summary>
    public FeatureSet Features { get; }

    internal ImmutableArray<ProgramStep> Steps { get; }

    internal ImmutableArray<(int Register, double Value)> Constants { get; }

    /// <summary>For each register whether it is shared by a line; the features come first.</summary>
    internal ImmutableArray<bool> Registers { get; }

    internal int Result { get; }

    /// <summary>True when the expression looks at a feature; the others need not be filled in.</summary>
    public bool Uses(int feature) => uses[feature];

    private void Mark(PriorityExpression node)
    {
        if (node.Operator == ExpressionOperator.Feature) uses[node.Feature] = true;
        foreach (var argument in node.Arguments) Mark(argument);
    }
}

/// <summary>Register <paramref name="Target"/> becomes an operator applied to registers.</summary>
internal readonly record struct ProgramStep(ExpressionOperator Operator, int Target, int A, int B, int C);
