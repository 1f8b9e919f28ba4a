using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>A rule as a policy, with or without a limit on the jobs inside (CONWIP-K: a job from outside may enter only while fewer than K are inside).</summary>
/// <param name="rule">The rule.</param>
/// <param name="limit">Most jobs inside, at least 1; null for no limit.</param>
public sealed class RuleDispatcher(BlockingRule rule, int? limit = null) : IBlockingPolicy
{
    /// <inheritdoc/>
    public string Name => limit is { } most ? $"{rule.Name.ToLowerInvariant()}-{most}" : rule.Name.ToLowerInvariant();

    /// <inheritdoc/>
    public void Begin(BlockingState state, ulong seed) => (state.Waiting, state.EntryLimit) = (WaitChoice.Never, limit ?? int.MaxValue);

    /// <inheritdoc/>
    public int Choose(BlockingState state) => rule.Choose(state);
}
