using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Randomness;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Learning;

/// <summary>
/// Rollouts that a network guides. Every choice is played to the end by the network and by rules, as if nothing stopped any more; then the network plays at random from choices
/// that it and the first plays hold for good. The best plan seen is kept: while it is as good as anything found since, the floor follows it. Ties go to the plan, then to
/// the network's likelier choice. Not for two threads at once.
/// </summary>
public sealed class GuidedRolloutPolicy : IBlockingPolicy
{
    private readonly GuidedRolloutOptions options;
    private readonly NetworkDispatcher network;
    private readonly BlockingRule[] rules;
    private int[] limits = [];
    private int[] plan = [];
    private int[] ends = new int[64];
    private int[] order = new int[64];
    private bool planned;
    private BlockingState? copy;
    private RandomStream random = new(1);

    /// <summary>A policy of its own.</summary>
    public GuidedRolloutPolicy(PolicyNetwork network, GuidedRolloutOptions? options = null, string name = "guided")
    {
        this.options = options ?? new();
        this.network = new(network, name);
        rules = [.. this.options.Rules];
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Begin(BlockingState state, ulong seed)
    {
        network.Begin(state, seed);
        limits = RolloutPolicy.LimitsOf(options.Limits, state.Shop.Machines);
        copy = new(state.Shop);
        plan = new int[state.Shop.Operations];
        planned = options.Plan is not null;
        options.Plan?.Loads.CopyTo(plan);
        random = new RandomStream(seed).Split("guided rollout");
    }

    /// <inheritdoc/>
    public int Choose(BlockingState state)
    {
        var count = state.CandidateCount + (state.MayWait ? 1 : 0);
        if (count == 1) return state.Candidates[0];
        if (ends.Length < count) (ends, order) = (new int[2 * count], new int[2 * count]);
        Sampling.Order(network.Score(state), order, random, 0);
        var (best, soonest) = (-1, int.MaxValue);
        if (planned && options.KeepPlan)
        {
            best = Planned(state);
            Fork(state, best);
            soonest = FinishPlan();
        }
        for (var i = 0; i < count; i++)
        {
            var choice = order[i];
            ends[choice] = int.MaxValue;
            Fork(state, choice);
            Keep(choice, network.Finish(copy!), ref best, ref soonest);
            foreach (var limit in limits)
                foreach (var rule in rules)
                {
                    Fork(state, choice);
                    (copy!.Waiting, copy.EntryLimit) = (WaitChoice.Never, limit);
                    Keep(choice, rule.Finish(copy), ref best, ref soonest);
                }
        }
        for (var s = 0; s < options.Samples; s++)
        {
            // Halves the field as samples are spent, the choices with the best ends so far staying in.
            var field = Math.Max(1, count >> (4 * s / Math.Max(1, options.Samples)));
            if (s % Math.Max(1, options.Samples / 4) == 0) order.AsSpan(0, count).Sort((a, b) => ends[a].CompareTo(ends[b]));
            var choice = order[s % field];
            Fork(state, choice);
            Keep(choice, network.Finish(copy!, random, options.Temperature), ref best, ref soonest);
        }
        return best == state.CandidateCount ? -1 : state.Candidates[best];
    }

    private void Fork(BlockingState state, int choice)
    {
        copy!.CopyKnown(state, options.AssumedRepair);
        if (choice == state.CandidateCount) copy.Wait();
        else copy.Load(state.Candidates[choice]);
    }

    private void Keep(int choice, int end, ref int best, ref int soonest)
    {
        ends[choice] = Math.Min(ends[choice], end);
        if (best >= 0 && end >= soonest) return;
        (best, soonest) = (choice, end);
        if (end == int.MaxValue) return;
        copy!.Starts.CopyTo(plan);
        planned = true;
    }

    /// <summary>What the plan would do: the job it loads first, or wait while that is ahead of its time.</summary>
    private int Planned(BlockingState state)
    {
        var first = 0;
        for (var i = 1; i < state.CandidateCount; i++)
            if (Start(state, i) < Start(state, first)) first = i;
        return state.MayWait && Start(state, first) > state.Now ? state.CandidateCount : first;
    }

    private int Start(BlockingState state, int candidate) => plan[state.NextOperation(state.Candidates[candidate])];

    private int FinishPlan()
    {
        copy!.Waiting = WaitChoice.BeforeEntry;
        while (copy.Advance())
        {
            var choice = Planned(copy);
            if (choice == copy.CandidateCount) copy.Wait();
            else copy.Load(copy.Candidates[choice]);
        }
        return copy.IsDeadlocked ? int.MaxValue : copy.Makespan;
    }
}
