using Rota.Learning.Rollouts;
using Rota.Randomness;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rota.Torch.Training;

/// <summary>
/// Gradient steps on a model: the clipped surrogate of PPO (Schulman and others 2017), of which REINFORCE is the case of one epoch without a critic, and
/// cross-entropy for imitation. Each step lives in its own dispose scope.
/// </summary>
internal static class GradientSteps
{
    /// <summary>Steps on the surrogate.</summary>
    public static StepStats Surrogate(PolicyModel model, Samples samples, SurrogateOptions options, double rate, RandomStream random, CancellationToken cancellation)
    {
        var sum = new Sum();
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var moved = 0.0;
            var parts = Parts(samples, options.Minibatches, random);
            foreach (var part in parts)
            {
                cancellation.ThrowIfCancellationRequested();
                var picked = samples.Pick(part, normalise: true);
                moved += sum.Add(SurrogateStep(model, picked, options, rate)).Kl / parts.Count;
            }
            if (moved > options.TargetKl) break;
        }
        return sum.Mean;
    }

    /// <summary>Steps towards given choices, weighted.</summary>
    public static StepStats Imitate(PolicyModel model, Samples samples, int epochs, int minibatches, double norm, double rate, RandomStream random, CancellationToken cancellation)
    {
        var sum = new Sum();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var part in Parts(samples, minibatches, random))
            {
                cancellation.ThrowIfCancellationRequested();
                sum.Add(ImitationStep(model, samples.Pick(part, normalise: false), norm, rate));
            }
        }
        return sum.Mean;
    }

    /// <summary>Steps that lower the cost to be expected of each decision, given the cost of every candidate.</summary>
    /// <param name="model">Changed.</param>
    /// <param name="batch">The decisions.</param>
    /// <param name="costs">The cost of every candidate beside the others of its decision, in order of the batch; brought to a spread of 1 here.</param>
    /// <param name="minibatches">Steps.</param>
    /// <param name="bonus">Weight of the entropy.</param>
    /// <param name="norm">Largest norm of a gradient.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="random">Order of the decisions.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static StepStats ExpectedCost(
        PolicyModel model, ObservationBatch batch, float[] costs, int minibatches, double bonus, double norm, double rate, RandomStream random, CancellationToken cancellation)
    {
        var sum = new Sum();
        var spread = (float)Math.Sqrt(costs.Average(cost => (double)cost * cost));
        var offsets = batch.CandidateOffsets.ToArray();
        var order = Enumerable.Range(0, batch.Count).ToArray();
        random.Shuffle<int>(order);
        foreach (var part in order.Chunk(Math.Max(1, (order.Length + minibatches - 1) / minibatches)))
        {
            cancellation.ThrowIfCancellationRequested();
            var picked = new ObservationBatch(batch.Schema);
            var own = new List<float>();
            foreach (var decision in part)
            {
                picked.Add(batch, decision);
                for (var c = offsets[decision]; c < offsets[decision + 1]; c++) own.Add(costs[c] / Math.Max(1e-9f, spread));
            }
            sum.Add(ExpectedCostStep(model, new(picked, new int[part.Length], [], [], null, []), [.. own], bonus, norm, rate));
        }
        return sum.Mean;
    }

    private static StepStats ExpectedCostStep(PolicyModel model, Samples samples, float[] costs, double bonus, double largestNorm, double rate)
    {
        using var scope = torch.NewDisposeScope();
        var network = new TorchNetwork(model);
        var (all, _, entropy, _) = Outlook(network, samples);
        var expected = (all.exp() * Ragged.Numbers(costs)).sum() / Ragged.Numbers([samples.Count]);
        var loss = expected.Minus(entropy.mean() * Ragged.Numbers([(float)bonus]));
        loss.sum().backward();
        var norm = model.Adam.Step(model.Weights, Ragged.Values(network.Flat.grad!), rate, largestNorm);
        return new(1, expected.sum().item<float>(), 0, entropy.mean().item<float>(), 0, 0, norm);
    }

    /// <summary>Log-probability of each choice and the value of each decision under the model, without a gradient.</summary>
    public static (float[] LogProbabilities, float[]? Values) Evaluate(PolicyModel model, Samples samples)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        var (_, chosen, _, values) = Outlook(new(model), samples);
        return (Ragged.Values(chosen), values is null ? null : Ragged.Values(values));
    }

    private static StepStats SurrogateStep(PolicyModel model, Samples samples, SurrogateOptions options, double rate)
    {
        using var scope = torch.NewDisposeScope();
        var network = new TorchNetwork(model);
        var (_, chosen, entropy, values) = Outlook(network, samples);
        var difference = chosen.Minus(Ragged.Numbers(samples.OldLogProbabilities));
        if (options.JointRatio) difference = Joined(difference, samples.Groups);
        var advantages = Ragged.Numbers(samples.Advantages);
        var ratio = difference.exp();
        var surrogate = -torch.minimum(ratio * advantages, ratio.clamp(Scalars.Of(1 - options.Clip), Scalars.Of(1 + options.Clip)) * advantages).mean();
        var bonus = entropy.mean();
        var loss = surrogate.Minus(bonus * Scalars.Of(options.Entropy));
        Tensor? valueLoss = null;
        if (values is not null && samples.Returns is { } returns)
        {
            // Not square(): it makes a temporary number inside, as Scalars says.
            var missed = values.Minus(Ragged.Numbers(returns));
            valueLoss = (missed * missed).mean() * Scalars.Of(0.5);
            loss = loss.Plus(valueLoss * Scalars.Of(options.ValueWeight));
        }
        loss.backward();
        var norm = model.Adam.Step(model.Weights, Ragged.Values(network.Flat.grad!), rate, options.LargestNorm);
        var ratios = Ragged.Values(ratio);
        var logs = Ragged.Values(difference);
        var kl = 0.0;
        for (var i = 0; i < ratios.Length; i++) kl += (ratios[i] - 1 - logs[i]) / ratios.Length;
        return new(1, surrogate.item<float>(), valueLoss?.item<float>() ?? 0, bonus.item<float>(), kl, ratios.Count(r => Math.Abs(r - 1) > options.Clip) / (double)ratios.Length, norm)
        {
            FirstRatioError = ratios.Max(r => Math.Abs(r - 1.0)),
        };
    }

    private static StepStats ImitationStep(PolicyModel model, Samples samples, double largestNorm, double rate)
    {
        using var scope = torch.NewDisposeScope();
        var network = new TorchNetwork(model);
        var (_, chosen, entropy, _) = Outlook(network, samples);
        var weights = Ragged.Numbers(samples.Advantages);
        var loss = -(chosen * weights).sum() / weights.sum();
        loss.backward();
        var norm = model.Adam.Step(model.Weights, Ragged.Values(network.Flat.grad!), rate, largestNorm);
        return new(1, loss.item<float>(), 0, entropy.mean().item<float>(), 0, 0, norm);
    }

    /// <summary>All log-probabilities, those of the choices, normalised entropies, values.</summary>
    private static (Tensor All, Tensor Chosen, Tensor Entropy, Tensor? Values) Outlook(TorchNetwork network, Samples samples)
    {
        var batch = samples.Observations;
        var offsets = batch.CandidateOffsets;
        var (logits, values) = network.Forward(batch);
        var all = Ragged.LogSoftmax(logits, offsets);
        var (places, scales) = (new long[samples.Count], new float[samples.Count]);
        for (var d = 0; d < places.Length; d++)
        {
            places[d] = offsets[d] + samples.Choices[d];
            var legal = batch.Legal[offsets[d]..offsets[d + 1]].Count(true);
            scales[d] = legal > 1 ? -1 / MathF.Log(legal) : 0;
        }
        var entropy = torch.zeros(places.Length).index_add(0, Ragged.SegmentIds(offsets), all.exp() * all, Scalars.One) * Ragged.Numbers(scales);
        return (all, all.index_select(0, torch.tensor(places)), entropy, values);
    }

    /// <summary>Each stage gets the sum of its action's.</summary>
    private static Tensor Joined(Tensor difference, int[] groups)
    {
        var numbers = new Dictionary<int, long>();
        var ids = torch.tensor(groups.Select(group => numbers.TryGetValue(group, out var id) ? id : numbers[group] = numbers.Count).ToArray());
        return torch.zeros(numbers.Count).index_add(0, ids, difference, Scalars.One).index_select(0, ids);
    }

    /// <summary>The decisions in random order, cut into parts; the stages of one action stay together.</summary>
    private static List<int[]> Parts(Samples samples, int count, RandomStream random)
    {
        var starts = Enumerable.Range(0, samples.Count).Where(i => i == 0 || samples.Groups[i] != samples.Groups[i - 1]).ToArray();
        var order = Enumerable.Range(0, starts.Length).ToArray();
        random.Shuffle<int>(order);
        var parts = new List<int[]>();
        count = Math.Clamp(count, 1, order.Length);
        for (var part = 0; part < count; part++)
        {
            var (first, end) = ((int)((long)part * order.Length / count), (int)((long)(part + 1) * order.Length / count));
            parts.Add([.. order[first..end].SelectMany(a => Enumerable.Range(starts[a], (a + 1 < starts.Length ? starts[a + 1] : samples.Count) - starts[a]))]);
        }
        return parts;
    }

    private sealed class Sum
    {
        private readonly List<StepStats> steps = [];

        public StepStats Add(StepStats step)
        {
            steps.Add(step);
            return step;
        }

        public StepStats Mean => steps.Count == 0 ? default : new(
            steps.Count, steps.Average(s => s.PolicyLoss), steps.Average(s => s.ValueLoss), steps.Average(s => s.Entropy), steps.Average(s => s.Kl),
            steps.Average(s => s.ClipFraction), steps.Average(s => s.GradientNorm))
        {
            FirstRatioError = steps[0].FirstRatioError,
        };
    }
}
