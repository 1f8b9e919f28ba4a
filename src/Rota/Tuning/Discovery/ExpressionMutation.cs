using System.Collections.Immutable;
using Rota.Randomness;
using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>Changes expressions by chance: numbers jittered, operators exchanged, parts replaced, swapped, added, dropped, or grafted from another rule.</summary>
internal sealed class ExpressionMutation(FeatureSet features, RandomStream random)
{
    private const int MostNodes = 48;

    private static readonly ExpressionOperator[] Pairs =
    [
        ExpressionOperator.Add, ExpressionOperator.Subtract, ExpressionOperator.Multiply, ExpressionOperator.Divide, ExpressionOperator.Min, ExpressionOperator.Max,
    ];

    /// <summary>One to three changes, and what they were. The result differs from the rule unless chance undoes itself.</summary>
    public (PriorityExpression Child, string Idea) Change(PriorityExpression rule, IReadOnlyList<PriorityExpression> others)
    {
        var child = rule;
        var idea = "";
        for (var changes = 1 + random.Next(3); changes > 0; changes--)
        {
            var (next, what) = Once(child, others);
            if (next.Size > MostNodes || next.Depth > PriorityExpression.MaxDepth / 2) (next, what) = (Drop(child), "drop a part");
            child = next;
            idea = idea.Length == 0 ? what : $"{idea}, {what}";
        }
        return (child.Canonical(), idea);
    }

    private (PriorityExpression, string) Once(PriorityExpression rule, IReadOnlyList<PriorityExpression> others) => random.NextDouble() switch
    {
        < 0.40 => (Jitter(rule), "jitter a number"),
        < 0.62 => (AddTerm(rule), "add a term"),
        < 0.72 => (Replace(rule, random.Next(rule.Size), _ => Small()), "replace a part"),
        < 0.80 => (ChangeOperator(rule), "exchange an operator"),
        < 0.90 => (Graft(rule, others[random.Next(others.Count)]), "graft a part of another rule"),
        _ => (Drop(rule), "drop a part"),
    };

    private PriorityExpression Jitter(PriorityExpression rule)
    {
        var numbers = Places(rule).Where(place => place.Node.Operator == ExpressionOperator.Constant).ToList();
        if (numbers.Count == 0)
        {
            // A leaf gets a factor: a number that later changes can move.
            var leaves = Places(rule).Where(place => place.Node.Arguments.IsEmpty).ToList();
            var leaf = leaves[random.Next(leaves.Count)];
            return Replace(rule, leaf.Place, node => PriorityExpression.Of(ExpressionOperator.Multiply, node, Number(Math.Exp(random.NextNormal(0, 0.2)))));
        }
        var (at, number) = numbers[random.Next(numbers.Count)];
        var scale = random.NextDouble() < 0.5 ? 0.05 : 0.4;
        return Replace(rule, at, _ => Number(number.Value == 0 ? random.NextNormal() : number.Value * Math.Exp(random.NextNormal(0, scale))));
    }

    private PriorityExpression AddTerm(PriorityExpression rule)
    {
        var place = random.NextDouble() < 0.5 ? 0 : random.Next(rule.Size);
        var weight = Number(Math.Exp(random.NextNormal(-1, 1)));
        var term = PriorityExpression.Of(ExpressionOperator.Multiply, Small(), weight);
        var op = random.Next(4) switch { 0 => ExpressionOperator.Subtract, 1 => ExpressionOperator.Max, _ => ExpressionOperator.Add };
        return Replace(rule, place, node => PriorityExpression.Of(op, node, term));
    }

    private PriorityExpression ChangeOperator(PriorityExpression rule)
    {
        var inner = Places(rule).Where(place => Array.IndexOf(Pairs, place.Node.Operator) >= 0).ToList();
        if (inner.Count == 0) return AddTerm(rule);
        return Replace(rule, inner[random.Next(inner.Count)].Place, node =>
            random.Next(4) == 0 ? PriorityExpression.Of(node.Operator, node.Arguments[1], node.Arguments[0]) : PriorityExpression.Of(Pairs[random.Next(Pairs.Length)], node.Arguments));
    }

    private PriorityExpression Graft(PriorityExpression rule, PriorityExpression other)
    {
        var part = Places(other).ElementAt(random.Next(other.Size)).Node;
        return Replace(rule, random.Next(rule.Size), _ => part);
    }

    private PriorityExpression Drop(PriorityExpression rule)
    {
        var inner = Places(rule).Where(place => !place.Node.Arguments.IsEmpty).ToList();
        if (inner.Count == 0) return Small();
        return Replace(rule, inner[random.Next(inner.Count)].Place, node => node.Arguments[random.Next(node.Arguments.Length)]);
    }

    /// <summary>A feature, at times two of them related.</summary>
    private PriorityExpression Small()
    {
        var leaf = PriorityExpression.OfFeature(random.Next(features.All.Length));
        if (random.NextDouble() < 0.6) return leaf;
        var other = random.Next(4) == 0 ? Number(Math.Exp(random.NextNormal())) : PriorityExpression.OfFeature(random.Next(features.All.Length));
        return PriorityExpression.Of(Pairs[random.Next(Pairs.Length)], leaf, other);
    }

    /// <summary>Four significant digits: rules stay readable.</summary>
    private static PriorityExpression Number(double value)
    {
        if (value == 0 || !double.IsFinite(value)) return PriorityExpression.Constant(0);
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 3);
        return PriorityExpression.Constant(Math.Round(Math.Round(value / unit) * unit, 6));
    }

    private static IEnumerable<(int Place, PriorityExpression Node)> Places(PriorityExpression rule)
    {
        var stack = new Stack<PriorityExpression>([rule]);
        for (var place = 0; stack.TryPop(out var node); place++)
        {
            yield return (place, node);
            for (var i = node.Arguments.Length - 1; i >= 0; i--) stack.Push(node.Arguments[i]);
        }
    }

    /// <summary>The tree with the node at a place, counted from the top and the left, replaced.</summary>
    private static PriorityExpression Replace(PriorityExpression rule, int place, Func<PriorityExpression, PriorityExpression> change)
    {
        if (place == 0) return change(rule);
        place--;
        var arguments = rule.Arguments.ToArray();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (place < arguments[i].Size)
            {
                arguments[i] = Replace(arguments[i], place, change);
                break;
            }
            place -= arguments[i].Size;
        }
        return PriorityExpression.Of(rule.Operator, ImmutableArray.Create(arguments));
    }
}
