using Rota.SingleMachine.Policies;
using Rota.Solving;

namespace Rota.SingleMachine.Solvers;

/// <summary>
/// Every rule that suits the problem, quick ones first, the best of them improved by insertion; proves a quick bound on the way. The start of every portfolio.
/// </summary>
public sealed class RulePortfolio : ISolver<TardinessProblem, TardinessSequence>
{
    private const int MostJobsToAugment = 1000;

    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public string Description => "all rules that suit the problem, the best improved by insertion; proves a quick bound";

    /// <inheritdoc/>
    public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
    {
        foreach (var rule in SequencingRules.All)
        {
            if (!Suits(problem, rule)) continue;
            if (rule.Order(problem, () => run.ShouldStop) is not { } order) return;
            Offer(problem, run, order, rule.Name);
            if (run.ShouldStop) return;
            if (run.Bound == long.MinValue) run.ProveBound(TardinessBounds.Best(problem).Value, Name);
        }
        if (run.Best is not { } best || run.ShouldStop) return;
        var improved = best.Answer.Order.ToArray();
        new InsertionDescent(problem).Improve(improved, () => run.ShouldStop);
        Offer(problem, run, improved, "insert");
    }

    private static bool Suits(TardinessProblem problem, SequencingRule rule) =>
        (problem.IsWeighted || !rule.NeedsWeights) && (!problem.HasReleases || rule.MindsReleases)
        && (problem.Jobs.Length <= MostJobsToAugment || rule is not (AugmentedRule or InsertedRule));

    private void Offer(TardinessProblem problem, Run<TardinessSequence> run, int[] order, string rule)
    {
        var sequence = TardinessSequence.Of(order);
        run.Offer(sequence, TardinessTotals.Of(problem, sequence).Weighted, $"{Name} ({rule})");
    }
}
