namespace Rota.Tuning.Expressions;

/// <summary>Turns a tree into steps; a part that occurs twice becomes one step. Registers: features, then constants and results as they come.</summary>
internal sealed class ProgramCompiler
{
    private readonly Dictionary<PriorityExpression, int> known = [];

    public ProgramCompiler(FeatureSet features)
    {
        foreach (var feature in features.All) Registers.Add(feature.Shared);
    }

    public List<ProgramStep> Steps { get; } = [];

    public List<(int Register, double Value)> Constants { get; } = [];

    public List<bool> Registers { get; } = [];

    public int Compile(PriorityExpression node)
    {
        if (node.Operator == ExpressionOperator.Feature) return node.Feature;
        if (known.TryGetValue(node, out var register)) return register;
        var shared = true;
        Span<int> operands = [-1, -1, -1];
        for (var i = 0; i < node.Arguments.Length; i++)
        {
            operands[i] = Compile(node.Arguments[i]);
            shared &= Registers[operands[i]];
        }
        register = Registers.Count;
        Registers.Add(shared);
        known.Add(node, register);
        if (node.Operator == ExpressionOperator.Constant) Constants.Add((register, node.Value));
        else Steps.Add(Step(node, register, operands));
        return register;
    }

    // What the arithmetic computes for these exponents anyway, as cheaper steps.
    private static ProgramStep Step(PriorityExpression node, int target, ReadOnlySpan<int> operands)
    {
        if (node is { Operator: ExpressionOperator.Power, Arguments: [_, { Operator: ExpressionOperator.Constant, Value: var exponent }] })
        {
            if (exponent == 2) return new(ExpressionOperator.Multiply, target, operands[0], operands[0], -1);
            if (exponent == 0.5) return new(ExpressionOperator.Sqrt, target, operands[0], -1, -1);
        }
        return new(node.Operator, target, operands[0], operands[1], operands[2]);
    }
}
