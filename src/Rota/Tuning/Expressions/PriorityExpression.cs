using System.Collections.Immutable;

namespace Rota.Tuning.Expressions;

/// <summary>
/// A priority as a tree: an operator, its arguments, and for leaves a number or a feature. A pure value: it is computed by
/// <see cref="PriorityProgram"/>, never executed as code. Two trees are equal when they are written alike.
/// </summary>
public sealed class PriorityExpression : IEquatable<PriorityExpression>
{
    /// <summary>Most nodes of an expression, bindings written out.</summary>
    public const int MaxSize = 256;

    /// <summary>Most levels of an expression.</summary>
    public const int MaxDepth = 64;

    private readonly int hash;

    private PriorityExpression(ExpressionOperator op, double value, int feature, ImmutableArray<PriorityExpression> arguments)
    {
        Operator = op;
        Value = value;
        Feature = feature;
        Arguments = arguments;
        Size = 1;
        var code = new HashCode();
        code.Add(op);
        code.Add(value);
        code.Add(feature);
        foreach (var argument in arguments)
        {
            Size = (int)Math.Min(int.MaxValue, (long)Size + argument.Size);
            Depth = Math.Max(Depth, argument.Depth + 1);
            code.Add(argument.hash);
        }
        hash = code.ToHashCode();
    }

    /// <summary>What the topmost node does.</summary>
    public ExpressionOperator Operator { get; }

    /// <summary>The number of a constant, else 0.</summary>
    public double Value { get; }

    /// <summary>The number of a feature in its set, else -1.</summary>
    public int Feature { get; }

    /// <summary>The operands in order.</summary>
    public ImmutableArray<PriorityExpression> Arguments { get; }

    /// <summary>Number of nodes.</summary>
    public int Size { get; }

    /// <summary>Levels below the topmost node.</summary>
    public int Depth { get; }

    /// <summary>A number.</summary>
    public static PriorityExpression Constant(double value) => new(ExpressionOperator.Constant, value, -1, []);

    /// <summary>A feature, by its number.</summary>
    public static PriorityExpression OfFeature(int feature) => new(ExpressionOperator.Feature, 0, feature, []);

    /// <summary>An operator and its operands.</summary>
    /// <exception cref="ArgumentException">The wrong number of operands, or an operator that takes none.</exception>
    public static PriorityExpression Of(ExpressionOperator op, params ImmutableArray<PriorityExpression> arguments)
    {
        if (arguments.IsEmpty || arguments.Length != ExpressionWords.ArgumentsOf(op))
            throw new ArgumentException($"{op} does not take {arguments.Length} operands", nameof(arguments));
        return new(op, 0, -1, arguments);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The expression, see <c>docs/papers/discover.md</c> for the language.</param>
    /// <param name="features">The features it may name.</param>
    /// <exception cref="ExpressionException">It is no expression of these features, or too large.</exception>
    public static PriorityExpression Parse(string text, FeatureSet features) => ExpressionParser.Parse(text, features);

    /// <summary>The expression as a text that <see cref="Parse"/> reads back to an equal tree.</summary>
    public string ToText(FeatureSet features) => ExpressionText.Of(this, features);

    /// <summary>
    /// The form that stands for all expressions that differ in notation only: operands of +, *, min and max in a fixed order, constants folded and rounded to
    /// six decimals, neutral operands dropped. Candidates are computed in this form, so two with one form have one score.
    /// </summary>
    public PriorityExpression Canonical() => CanonicalForm.Of(this);

    /// <inheritdoc/>
    public bool Equals(PriorityExpression? other) =>
        ReferenceEquals(this, other)
        || (other is not null && hash == other.hash && Operator == other.Operator && Value.Equals(other.Value) && Feature == other.Feature
            && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PriorityExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;
}
