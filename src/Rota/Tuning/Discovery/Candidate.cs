using System.Collections.Immutable;
using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>An expression the search has evaluated.</summary>
/// <param name="Id">Number in order of evaluation; the seed is 0.</param>
/// <param name="Expression">Its canonical form.</param>
/// <param name="Text">The form as text.</param>
/// <param name="Idea">What its author says about it; may be empty.</param>
/// <param name="Purpose">The operator of the strategy that asked for it.</param>
/// <param name="Parents">Numbers of the candidates it was made from.</param>
/// <param name="Cost">Mean cost on the training set; infinity when it was thrown out at the screening.</param>
/// <param name="Gap">The cost above the least possible one in percent; above the seed's when the least is not known.</param>
public sealed record Candidate(
    int Id, PriorityExpression Expression, string Text, string Idea, string Purpose, ImmutableArray<int> Parents, double Cost, double Gap)
{
    /// <summary>True when it was measured on the whole training set.</summary>
    public bool IsScored => double.IsFinite(Cost);

    /// <summary>Number of nodes of the expression.</summary>
    public int Size => Expression.Size;
}
