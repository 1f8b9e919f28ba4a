using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Before the run every rule is tried under every limit of jobs inside, without stops; the best pair is then followed (CONWIP-K, K and rule tuned for the shop).</summary>
public sealed class RehearsedRule : IBlockingPolicy
{
    private BlockingRule rule = new InsideFirst();

    /// <inheritdoc/>
    public string Name => "rehearsed-rule";

    /// <summary>The pair chosen: a rule, and most jobs inside.</summary>
    public (BlockingRule Rule, int Limit) Chosen { get; private set; } = (new InsideFirst(), int.MaxValue);

    /// <inheritdoc/>
    public void Begin(BlockingState state, ulong seed)
    {
        var trial = new BlockingState(state.Shop);
        var soonest = int.MaxValue;
        for (var limit = state.Shop.Machines; limit >= Math.Max(1, state.Shop.Machines / 3); limit--)
            foreach (var candidate in BlockingRules.All)
            {
                trial.EntryLimit = limit == state.Shop.Machines ? int.MaxValue : limit;
                trial.Reset();
                var end = candidate.Finish(trial);
                if (end >= soonest) continue;
                (soonest, Chosen) = (end, (candidate, trial.EntryLimit));
            }
        rule = Chosen.Rule;
        (state.Waiting, state.EntryLimit) = (WaitChoice.Never, Chosen.Limit);
    }

    /// <inheritdoc/>
    public int Choose(BlockingState state) => rule.Choose(state);
}
