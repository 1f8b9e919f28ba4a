namespace Rota.SingleMachine.Policies;

/// <summary>A rule followed by insertion descent: jobs move to better places, one after the other, until none can. O(n) an insertion point, O(n^2) a pass.</summary>
/// <param name="rule">The rule that gives the start.</param>
public sealed class InsertedRule(SequencingRule rule) : SequencingRule
{
    /// <inheritdoc/>
    public override string Name { get; } = rule.Name + "+insert";

    /// <inheritdoc/>
    public override string Description { get; } = $"{rule.Name}, then jobs are moved to better places until none can be";

    /// <inheritdoc/>
    public override bool NeedsWeights => rule.NeedsWeights;

    /// <inheritdoc/>
    public override bool MindsReleases => rule.MindsReleases;

    /// <inheritdoc/>
    public override int[]? Order(TardinessProblem problem, Func<bool>? stop = null)
    {
        if (rule.Order(problem, stop) is not { } order) return null;
        new InsertionDescent(problem).Improve(order, stop);
        return order;
    }
}
