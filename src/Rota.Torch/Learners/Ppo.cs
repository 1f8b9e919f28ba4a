using System.Globalization;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Torch.Training;

namespace Rota.Torch.Learners;

/// <summary>Proximal policy optimisation (Schulman and others 2017) with a critic and advantages discounted by elapsed time.</summary>
/// <param name="options">Settings.</param>
public sealed class Ppo(PpoOptions options) : ILearner
{
    /// <inheritdoc/>
    public string Name => "ppo";

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"PPO: {options}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation)
    {
        var model = context.Model;
        if (!model.Layout.Shape.Critic) throw new RotaException("PPO needs a network with a critic");
        var left = 1 - (update / (double)total);
        var rollout = new Rollout(model.Layout.Schema);
        context.Runner.Steps(new NetworkPolicy(model.Network(), "learner"), options.Steps, rollout, cancellation: cancellation);
        var (advantages, returns) = (new float[rollout.Count], new float[rollout.Count]);
        Advantages.Estimate(rollout, options.Discount, options.Lambda, advantages, returns);
        var samples = new Samples(
            rollout.Observations, rollout.Candidates.ToArray(), rollout.LogProbabilities.ToArray(), advantages, returns, rollout.Groups.ToArray());
        var entropy = options.LastEntropy + ((options.Entropy - options.LastEntropy) * left);
        var surrogate = new SurrogateOptions(
            options.Epochs, options.Minibatches, options.Clip, entropy, options.ValueWeight, options.LargestNorm, options.TargetKl, options.JointRatio);
        var rate = options.Rate * left;
        var steps = GradientSteps.Surrogate(model, samples, surrogate, rate, context.Seeds.For("minibatches").Split(update), cancellation);
        return new(
            rollout.Count, rollout.Costs.Count, rollout.Costs.Count == 0 ? double.NaN : rollout.Costs.Average(),
            Explained(rollout.Values, returns), rate, steps);
    }

    private static double Explained(ReadOnlySpan<float> values, float[] returns)
    {
        var mean = returns.Average();
        var (spread, error) = (0.0, 0.0);
        for (var i = 0; i < returns.Length; i++)
        {
            spread += (returns[i] - mean) * (returns[i] - mean);
            error += (returns[i] - values[i]) * (returns[i] - values[i]);
        }
        return spread > 0 ? 1 - (error / spread) : double.NaN;
    }
}
