using Rota.Randomness;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;
using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// Rollouts again and again: first as they are, then with a part of the choices drawn at random and with rules and limits that change from run to run. Every end that a rollout
/// sees is offered, not only its own. Anytime.
/// </summary>
public sealed class IteratedRollout : ISolver<BlockingProblem, BlockingSchedule>
{
    /// <inheritdoc/>
    public string Name => "rollout";

    /// <inheritdoc/>
    public string Description => "rollouts: every choice played to the end by rules; again with chance until the time is over";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        var random = new RandomStream(run.Seed).Split(Name);
        var shop = new BlockingShop(problem);
        var (state, copy) = (new BlockingState(shop), new BlockingState(shop));
        var limits = RolloutPolicy.LimitsOf([0, 1, 0.75, 0.67, 0.5], shop.Machines);
        for (var round = 0; run.Best is null || !run.ShouldStop; round++)
        {
            if (round > 1000 && run.Best is null) return;
            var daring = round == 0 ? 0 : 0.05 + (0.2 * random.NextDouble());
            var rules = BlockingRules.All.ToArray();
            random.Shuffle<BlockingRule>(rules);
            rules = round == 0 ? rules : rules[..random.Next(1, 5)];
            var limit = round == 0 ? int.MaxValue : limits[random.Next(limits.Length)];
            state.Waiting = WaitChoice.BeforeEntry;
            state.Reset();
            while (state.Advance() && (run.Best is null || !run.ShouldStop))
            {
                var job = random.NextDouble() < daring ? state.Candidates[random.Next(state.CandidateCount)] : Best(state, copy, rules, limit, run);
                if (job < 0) state.Wait();
                else state.Load(job);
            }
            if (state.IsComplete && state.Makespan < run.Objective) run.Offer(state.Schedule(), state.Makespan, Name);
        }
    }

    private int Best(BlockingState state, BlockingState copy, BlockingRule[] rules, int limit, Run<BlockingSchedule> run)
    {
        var (best, soonest) = (-2, int.MaxValue);
        for (var c = 0; c < state.CandidateCount + (state.MayWait ? 1 : 0); c++)
            foreach (var rule in rules)
            {
                copy.CopyKnown(state);
                if (c == state.CandidateCount) copy.Wait();
                else copy.Load(copy.Candidates[c]);
                (copy.Waiting, copy.EntryLimit) = (WaitChoice.Never, limit);
                var end = rule.Finish(copy);
                if (end < run.Objective && end < int.MaxValue) run.Offer(copy.Schedule(), end, Name);
                if (best != -2 && end >= soonest) continue;
                (best, soonest) = (c == state.CandidateCount ? -1 : state.Candidates[c], end);
            }
        return best;
    }
}
