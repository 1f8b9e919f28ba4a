using System.Runtime.CompilerServices;
using Rota.Learning;
using Rota.Shop.Transfer.Policies;

namespace Rota.Shop.Transfer.Learning;

/// <summary>
/// Prices every move of a decision by the rules that would make it: by how much the best of them is slower on this line than the best rule, as rehearsals tell. A move that no rule would
/// make costs as much as the worst rule and a little more. What a learner minimises with it is not the distance from an expert but what a wrong choice of rule costs.
/// </summary>
/// <param name="most">No price is higher than this share of the best rule's time.</param>
public sealed class RuleRegrets(double most = 0.3)
{
    private readonly RulePortfolio portfolio = new();
    private readonly ConditionalWeakTable<TransferLine, double[]> regrets = [];

    /// <summary>The price of every candidate, waiting last where it makes sense.</summary>
    public double[] Price(IEnvironment environment)
    {
        var state = ((TransferEnvironment)environment.Unwrapped).State;
        var own = regrets.GetValue(state.Line, line =>
        {
            var costs = portfolio.Rehearse(line);
            return [.. costs.Select(cost => Math.Min(most, (cost / costs.Min()) - 1))];
        });
        var prices = new double[environment.CandidateCount];
        Array.Fill(prices, own.Max() + 0.02);
        for (var r = 0; r < own.Length; r++)
        {
            var choice = RuleVotes.Rules[r].Choose(state);
            var candidate = choice >= 0 ? choice : state.CanWait ? state.Candidates.Count : 0;
            prices[candidate] = Math.Min(prices[candidate], own[r]);
        }
        return prices;
    }
}
