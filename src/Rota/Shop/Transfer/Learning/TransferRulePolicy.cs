using Rota.Learning;
using Rota.Randomness;
using Rota.Shop.Transfer.Policies;

namespace Rota.Shop.Transfer.Learning;

/// <summary>A rule as a policy of the environment: a rival, or an expert to imitate.</summary>
/// <param name="rule">The rule.</param>
public sealed class TransferRulePolicy(ITransferPolicy rule) : IPolicy
{
    /// <inheritdoc/>
    public string Name => rule.Name;

    /// <inheritdoc/>
    public bool NeedsObservation => false;

    /// <inheritdoc/>
    public bool UsesChance => false;

    /// <inheritdoc/>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var state = ((TransferEnvironment)decision.Environment.Unwrapped).State;
        var choice = rule.Choose(state);
        return new(choice >= 0 ? choice : state.CanWait ? state.Candidates.Count : 0);
    }
}
