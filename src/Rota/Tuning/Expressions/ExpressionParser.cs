using Rota.Formats;

namespace Rota.Tuning.Expressions;

/// <summary>
/// Recursive descent over: <c>let NAME = expression in expression</c>; comparisons; sums; products; signs; powers; numbers, names, functions, brackets.
/// </summary>
internal ref struct ExpressionParser
{
    private readonly FeatureSet features;
    private readonly List<(string Name, PriorityExpression Value)> bindings = [];
    private ExpressionTokens tokens;
    private int depth;

    private ExpressionParser(ReadOnlySpan<char> text, FeatureSet features)
    {
        this.features = features;
        tokens = new(text);
    }

    public static PriorityExpression Parse(string text, FeatureSet features)
    {
        if (text.Length > 4096) throw new ExpressionException(4097, $"the expression is {text.Length} letters long, expected at most 4096");
        var parser = new ExpressionParser(text, features);
        var expression = parser.Whole();
        if (!parser.tokens.AtEnd) throw parser.Unexpected("an operator or the end");
        return expression;
    }

    private PriorityExpression Whole()
    {
        if (!tokens.Current.SequenceEqual("let")) return Comparison();
        Deeper();
        tokens.Advance();
        var name = tokens.Current.ToString();
        if (!ExpressionTokens.IsName(name) || ExpressionWords.IsReserved(name) || features.Find(name) >= 0)
            throw Unexpected("a new name after 'let'");
        tokens.Advance();
        Expect("=");
        var value = Whole();
        Expect("in");
        bindings.Add((name, value));
        var body = Whole();
        bindings.RemoveAt(bindings.Count - 1);
        depth--;
        return body;
    }

    private PriorityExpression Comparison()
    {
        var left = Sum();
        if (tokens.Current is not ("<" or "<=" or ">" or ">=")) return left;
        var sign = tokens.Current.ToString();
        tokens.Advance();
        var right = Sum();
        var op = sign.Length == 2 ? ExpressionOperator.AtMost : ExpressionOperator.Less;
        return sign[0] == '<' ? Node(op, left, right) : Node(op, right, left);
    }

    private PriorityExpression Sum()
    {
        var left = Product();
        while (tokens.Current is "+" or "-")
        {
            var op = tokens.Current is "+" ? ExpressionOperator.Add : ExpressionOperator.Subtract;
            tokens.Advance();
            left = Node(op, left, Product());
        }
        return left;
    }

    private PriorityExpression Product()
    {
        var left = Signed();
        while (tokens.Current is "*" or "/")
        {
            var op = tokens.Current is "*" ? ExpressionOperator.Multiply : ExpressionOperator.Divide;
            tokens.Advance();
            left = Node(op, left, Signed());
        }
        return left;
    }

    private PriorityExpression Signed()
    {
        if (tokens.Current is not ("-" or "+")) return Power();
        var minus = tokens.Current is "-";
        Deeper();
        tokens.Advance();
        var operand = Signed();
        depth--;
        if (!minus) return operand;
        return operand.Operator == ExpressionOperator.Constant
            ? PriorityExpression.Constant(-operand.Value)
            : Node(ExpressionOperator.Subtract, PriorityExpression.Constant(0), operand);
    }

    private PriorityExpression Power()
    {
        var left = Atom();
        if (tokens.Current is not ("^" or "**")) return left;
        tokens.Advance();
        // To the right first: 2^3^2 is 2^9.
        return Node(ExpressionOperator.Power, left, Signed());
    }

    private PriorityExpression Atom()
    {
        if (tokens.IsNumber)
        {
            var number = PriorityExpression.Constant(tokens.Number);
            tokens.Advance();
            return number;
        }
        Deeper();
        PriorityExpression expression;
        if (tokens.Current is "(")
        {
            tokens.Advance();
            expression = Whole();
            Expect(")");
        }
        else if (ExpressionTokens.IsName(tokens.Current) && tokens.Current is not ("let" or "in")) expression = Named();
        else throw Unexpected("a number, a name or a bracket");
        depth--;
        return expression;
    }

    private PriorityExpression Named()
    {
        var (name, at) = (tokens.Current.ToString(), tokens.At);
        if (ExpressionWords.Functions.TryGetValue(name, out var function))
        {
            tokens.Advance();
            return Call(name, function.Operator, function.Arguments, at);
        }
        for (var i = bindings.Count - 1; i >= 0; i--)
            if (bindings[i].Name == name)
            {
                tokens.Advance();
                return bindings[i].Value;
            }
        var feature = features.Find(name);
        if (feature < 0)
        {
            var known = features.All.Select(f => f.Name).Concat(ExpressionWords.Functions.Keys).Concat(bindings.Select(b => b.Name)).ToList();
            var hint = Nearest.Hint(name, known) is { Length: > 0 } near ? near : ", expected one of " + string.Join(", ", known);
            throw new ExpressionException(at + 1, $"unknown name {tokens.Quoted}{hint}");
        }
        tokens.Advance();
        return PriorityExpression.OfFeature(feature);
    }

    private PriorityExpression Call(string name, ExpressionOperator op, int expected, int at)
    {
        Expect("(");
        var arguments = new List<PriorityExpression> { Whole() };
        while (tokens.Current is ",")
        {
            tokens.Advance();
            arguments.Add(Whole());
        }
        Expect(")");
        if (expected == ExpressionWords.Many ? arguments.Count < 2 : arguments.Count != expected)
            throw new ExpressionException(at + 1, $"{name} takes {(expected == ExpressionWords.Many ? "two or more" : expected)} arguments, read {arguments.Count}");
        if (expected != ExpressionWords.Many) return Node(op, [.. arguments]);
        var chain = arguments[0];
        for (var i = 1; i < arguments.Count; i++) chain = Node(op, chain, arguments[i]);
        return chain;
    }

    private readonly PriorityExpression Node(ExpressionOperator op, params ReadOnlySpan<PriorityExpression> arguments)
    {
        var node = PriorityExpression.Of(op, [.. arguments]);
        if (node.Size > PriorityExpression.MaxSize)
            throw new ExpressionException(tokens.At + 1, $"the expression has {node.Size} parts, expected at most {PriorityExpression.MaxSize}");
        if (node.Depth > PriorityExpression.MaxDepth) throw TooDeep();
        return node;
    }

    private void Expect(string sign)
    {
        if (!tokens.Current.SequenceEqual(sign)) throw Unexpected($"'{sign}'");
        tokens.Advance();
    }

    private void Deeper()
    {
        if (++depth > 2 * PriorityExpression.MaxDepth) throw TooDeep();
    }

    private readonly ExpressionException TooDeep() =>
        new(tokens.At + 1, $"the expression is nested deeper than {PriorityExpression.MaxDepth} levels");

    private readonly ExpressionException Unexpected(string expected) => new(tokens.At + 1, $"read {tokens.Quoted}, expected {expected}");
}
