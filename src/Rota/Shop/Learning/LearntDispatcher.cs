using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Randomness;

namespace Rota.Shop.Learning;

/// <summary>
/// Builds schedules of one shop by a learnt policy, sample after sample, from the front or from the back: the shop with its jobs turned round has the same
/// makespans, and what is hard from one side may be easy from the other. Needs no libtorch. Keeps scratch: one a thread.
/// </summary>
public sealed class LearntDispatcher
{
    private readonly ShopProblem problem;
    private readonly PolicyNetwork network;
    private readonly ActiveState front;
    private readonly ActiveState? back;
    private readonly Observation observation = new(ActiveShopEnvironment.Shown);
    private float[] logits = new float[64];

    /// <summary>A dispatcher of one shop.</summary>
    /// <param name="problem">A job shop with one machine an operation, judged by makespan.</param>
    /// <param name="network">The policy, see <see cref="ShopModels"/>; its scratch is used.</param>
    /// <exception cref="RotaException">Another kind of shop, or a network that reads something else.</exception>
    public LearntDispatcher(ShopProblem problem, PolicyNetwork network)
    {
        if (network.Layout.Schema.Hash != ActiveShopEnvironment.Shown.Hash)
            throw new RotaException($"the policy reads '{network.Layout.Schema}', expected '{ActiveShopEnvironment.Shown}'");
        (this.problem, this.network) = (problem, network);
        front = new(new(problem));
        // A release is at the front: turned round it would be a tail, which the dynamics do not know.
        if (problem.Jobs.All(job => job.Release == 0)) back = new(new(TurnedRound(problem)));
    }

    /// <summary>True when the shop can be built from the back, too.</summary>
    public bool HasBack => back is not null;

    /// <summary>One schedule.</summary>
    /// <param name="random">Its chance.</param>
    /// <param name="temperature">0 for what the policy thinks best, 1 for its own probabilities.</param>
    /// <param name="fromBack">From the back, where that is possible.</param>
    /// <param name="stop">Asked now and then; null for never.</param>
    /// <returns>Null when stopped.</returns>
    public (ShopSchedule Schedule, long Makespan)? Build(RandomStream random, double temperature, bool fromBack = false, Func<bool>? stop = null)
    {
        var state = fromBack && back is not null ? back : front;
        state.Reset();
        for (var step = 1; state.CandidateCount > 0; step++)
        {
            if ((step & 255) == 0 && stop?.Invoke() == true) return null;
            state.Start(Choose(state, random, temperature));
        }
        return (state == front ? ShopSchedule.FromStarts(state.Starts) : TurnedBack(state), state.Bound);
    }

    /// <summary>
    /// The best of many: the odd ones from the back; the first of each side as the policy thinks best, the others at a ladder of temperatures.
    /// </summary>
    /// <param name="samples">How many, at least 1.</param>
    /// <param name="seed">Same seed, same schedules.</param>
    /// <param name="cancellation">Stops between samples.</param>
    public (ShopSchedule Schedule, long Makespan) Best(int samples, ulong seed = 1, CancellationToken cancellation = default)
    {
        var random = new RandomStream(seed).Split("learnt dispatching");
        (ShopSchedule Schedule, long Makespan)? best = null;
        for (var sample = 0; sample < samples; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            var built = Build(random.Split(sample), Temperature(sample, samples), FromBack(sample))!.Value;
            if (best is null || built.Makespan < best.Value.Makespan) best = built;
        }
        return best ?? throw new ArgumentOutOfRangeException(nameof(samples), samples, "at least 1");
    }

    /// <summary>Whether a sample is built from the back: every second one.</summary>
    internal static bool FromBack(int sample) => sample % 2 == 1;

    /// <summary>The temperature of a sample.</summary>
    internal static double Temperature(int sample, int samples) => sample < 2 ? 0 : EvaluationMode.Ladder(samples, 0.5, 1.5).Temperature(sample);

    private static ShopProblem TurnedRound(ShopProblem problem) =>
        new(problem.Name, problem.MachineCount, [.. problem.Jobs.Select(job => job with { Operations = [.. job.Operations.Reverse()] })], problem.Objective, problem.Origin);

    private int Choose(ActiveState state, RandomStream random, double temperature)
    {
        observation.Clear();
        ActiveFeatures.Write(state, observation);
        if (logits.Length < state.CandidateCount) logits = new float[2 * state.CandidateCount];
        var scores = logits.AsSpan(0, state.CandidateCount);
        network.Evaluate(observation, scores);
        return Sampling.Draw(scores, random, temperature);
    }

    /// <summary>Every operation as early as the machine orders of the schedule from the back allow: no later than its mirror image.</summary>
    private ShopSchedule TurnedBack(ActiveState state)
    {
        var starts = new long[problem.OperationCount];
        var (ready, free) = (new long[problem.Jobs.Length], new long[problem.MachineCount]);
        for (var i = state.Sequence.Length - 1; i >= 0; i--)
        {
            var turned = state.Sequence[i];
            var job = state.Shop.JobOf[turned];
            // Operation k from the front is operation k from the back of the same job.
            var operation = problem.FirstOperation[job] + problem.FirstOperation[job + 1] - 1 - turned;
            var machine = state.Shop.Machine[turned];
            starts[operation] = Math.Max(ready[job], free[machine]);
            ready[job] = free[machine] = starts[operation] + state.Shop.Duration[turned];
        }
        return ShopSchedule.FromStarts(starts);
    }
}
