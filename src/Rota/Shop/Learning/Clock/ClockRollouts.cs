using Rota.Learning;
using Rota.Randomness;

namespace Rota.Shop.Learning.Clock;

/// <summary>
/// Rollouts of the published environment: the network orders all actions once, they are carried out in that order, those that became illegal left out, until
/// the clock moves; then it is asked again.
/// </summary>
/// <param name="problem">A job shop with one machine an operation, judged by makespan.</param>
/// <param name="network">The network; its scratch is used.</param>
public sealed class ClockRollouts(ShopProblem problem, ClockNetwork network)
{
    private readonly ClockState state = new(new(problem));
    private readonly float[] logits = new float[problem.Jobs.Length + 1];
    private readonly int[] order = new int[problem.Jobs.Length + 1];

    /// <summary>Best of many samples at a ladder of temperatures: sample e at 0.5 + 1.5 e / samples.</summary>
    /// <param name="samples">How many; at least 1.</param>
    /// <param name="seed">Same seed, same schedules.</param>
    /// <param name="cancellation">Stops between rollouts.</param>
    public (ShopSchedule Schedule, long Makespan) Best(int samples, ulong seed, CancellationToken cancellation = default)
    {
        var random = new RandomStream(seed).Split("clock rollouts");
        var ladder = EvaluationMode.Ladder(samples);
        (ShopSchedule Schedule, long Makespan)? best = null;
        for (var sample = 0; sample < samples; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            var makespan = Play(random.Split(sample), ladder.Temperature(sample));
            if (best is null || makespan < best.Value.Makespan) best = (ShopSchedule.FromStarts(state.Starts), makespan);
        }
        return best!.Value;
    }

    /// <summary>One rollout that always takes the highest score.</summary>
    /// <param name="watch">Told of every decision.</param>
    public (ShopSchedule Schedule, long Makespan) Greedy(Action<ClockDecision>? watch = null)
    {
        var makespan = Play(new RandomStream(0), 0, watch);
        return (ShopSchedule.FromStarts(state.Starts), makespan);
    }

    private long Play(RandomStream random, double temperature, Action<ClockDecision>? watch = null)
    {
        state.Reset();
        while (state.Left > 0)
        {
            network.Evaluate(state, logits);
            var count = Sampling.Order(logits, order, random, temperature);
            var (now, wait) = (state.Now, state.WaitUntil);
            var executed = watch is null ? null : new List<int>();
            for (var i = 0; i < count && state.Now == now && state.Left > 0; i++)
            {
                if (!state.IsLegal(order[i])) continue;
                state.Act(order[i]);
                executed?.Add(order[i]);
            }
            watch?.Invoke(new(now, wait == long.MaxValue ? null : wait, [.. logits], [.. executed!]));
        }
        return state.Makespan;
    }
}
