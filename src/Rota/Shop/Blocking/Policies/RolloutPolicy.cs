using System.Collections.Immutable;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>
/// The pilot method: every choice is carried out in a copy of the floor and played to the end by simple rules as if nothing stopped any more; the choice with the earliest
/// end is taken, ties to the first (Duin and Voss 1999; rollout, Bertsekas and others 1997).
/// </summary>
public sealed class RolloutPolicy : IBlockingPolicy
{
    private readonly RolloutOptions options;
    private readonly BlockingRule[] rules;
    private int[] limits = [];
    private BlockingState? copy;

    /// <summary>A policy of its own: not for two threads at once.</summary>
    public RolloutPolicy(RolloutOptions? options = null, string name = "rollout")
    {
        this.options = options ?? new();
        rules = [.. this.options.Rules];
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The limits of a shop in jobs, each once.</summary>
    public static int[] LimitsOf(ImmutableArray<double> shares, int machines) =>
        [.. shares.Select(share => share <= 0 ? int.MaxValue : Math.Max(1, (int)Math.Round(share * machines))).Distinct()];

    /// <inheritdoc/>
    public void Begin(BlockingState state, ulong seed)
    {
        state.Waiting = options.Wait ? WaitChoice.BeforeEntry : WaitChoice.Never;
        state.EntryLimit = int.MaxValue;
        limits = LimitsOf(options.Limits, state.Shop.Machines);
        copy = new(state.Shop);
    }

    /// <inheritdoc/>
    public int Choose(BlockingState state)
    {
        var (best, soonest) = (-2, int.MaxValue);
        var choices = state.CandidateCount + (state.MayWait ? 1 : 0);
        for (var c = 0; c < choices; c++)
        {
            var job = c < state.CandidateCount ? state.Candidates[c] : -1;
            var end = End(state, job);
            if (best == -2 || end < soonest) (best, soonest) = (job, end);
        }
        return best;
    }

    private int End(BlockingState state, int job)
    {
        var end = int.MaxValue;
        foreach (var limit in limits)
            foreach (var rule in rules)
            {
                copy!.CopyKnown(state, options.AssumedRepair);
                if (job < 0) copy.Wait();
                else copy.Load(job);
                (copy.Waiting, copy.EntryLimit) = (WaitChoice.Never, limit);
                end = Math.Min(end, rule.Finish(copy));
            }
        return end;
    }
}
