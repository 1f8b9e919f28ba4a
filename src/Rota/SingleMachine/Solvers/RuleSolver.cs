using Rota.SingleMachine.Policies;
using Rota.Solving;

namespace Rota.SingleMachine.Solvers;

/// <summary>One sequencing rule as a solver: a single order, in microseconds to milliseconds.</summary>
public sealed class RuleSolver(SequencingRule rule) : ISolver<TardinessProblem, TardinessSequence>
{
    /// <summary>The rule.</summary>
    public SequencingRule Rule => rule;

    /// <inheritdoc/>
    public string Name => rule.Name;

    /// <inheritdoc/>
    public string Description => "rule: " + rule.Description;

    /// <inheritdoc/>
    public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
    {
        if (rule.Order(problem, () => run.ShouldStop) is not { } order) return;
        var sequence = TardinessSequence.Of(order);
        run.Offer(sequence, TardinessTotals.Of(problem, sequence).Weighted, Name);
    }
}
