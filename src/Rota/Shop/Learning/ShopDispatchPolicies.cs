using Rota.Learning;
using Rota.Shop.Policies;

namespace Rota.Shop.Learning;

/// <summary>Priority rules as policies of every <see cref="DispatchEnvironment"/>: what learnt dispatchers have to beat.</summary>
public static class ShopDispatchPolicies
{
    /// <summary>A rule as a policy.</summary>
    /// <exception cref="ArgumentException">A rule that uses chance; <see cref="RandomPolicy"/> is there for that.</exception>
    public static IPolicy Of(PriorityRule rule)
    {
        if (rule.UsesChance) throw new ArgumentException($"{rule.Name} uses chance", nameof(rule));
        return new RulePolicy(rule.Name, (environment, candidate) => rule.Rank(((DispatchEnvironment)environment).Waiting(candidate)));
    }

    /// <summary>Every rule that needs neither chance, due dates nor weights.</summary>
    public static IEnumerable<IPolicy> All => PriorityRules.All.Where(rule => rule is { UsesChance: false, NeedsDueDates: false, NeedsWeights: false }).Select(Of);
}
