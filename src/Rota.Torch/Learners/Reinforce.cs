using System.Globalization;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Torch.Training;

namespace Rota.Torch.Learners;

/// <summary>
/// REINFORCE with a rollout as its baseline (Williams 1992; Kool and others 2019): a sampled episode is worth its cost beside that of the baseline on the same
/// case, in shares of it. No critic. The baseline is the greedy policy of the moment, or a rule.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="rule">The baseline; null for the policy itself, greedily.</param>
public sealed class Reinforce(ReinforceOptions options, IPolicy? rule = null) : ILearner
{
    /// <inheritdoc/>
    public string Name => "reinforce";

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"REINFORCE against {rule?.Name ?? "its own greedy choices"}: {options}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation)
    {
        var model = context.Model;
        var policy = new NetworkPolicy(model.Network(), "learner");
        var random = context.Seeds.For("reinforce").Split(update);
        var cases = Enumerable.Range(0, options.Cases).Select(i => random.Split(i).NextBits()).ToArray();
        var baseline = Evaluator.Run(context.Create, rule ?? policy, cases, EvaluationMode.Greedy, TimeProvider.System, context.Threads, cancellation);
        var played = Episodes.Play(context, policy, cases, samples: 1, random.Split("episodes"), cancellation);
        var all = new Rollout(model.Layout.Schema);
        var advantages = new List<float>();
        for (var i = 0; i < cases.Length; i++)
        {
            var (cost, episode) = played[i][0];
            all.Add(episode);
            var worth = (float)((baseline.Costs[i] - cost) / Math.Max(1e-9, Math.Abs(baseline.Costs[i])));
            advantages.AddRange(Enumerable.Repeat(worth, episode.Count));
        }
        var rate = options.Rate * (1 - (update / (double)total));
        var costs = played.Average(samples => samples[0].Cost);
        if (all.Count == 0) return new(0, cases.Length, costs, double.NaN, rate, default);
        var data = new Samples(all.Observations, all.Candidates.ToArray(), all.LogProbabilities.ToArray(), [.. advantages], null, all.Groups.ToArray());
        var surrogate = new SurrogateOptions(1, options.Minibatches, 0.2, options.Entropy, 0, options.LargestNorm, double.PositiveInfinity, JointRatio: false);
        var steps = GradientSteps.Surrogate(model, data, surrogate, rate, context.Seeds.For("minibatches").Split(update), cancellation);
        return new(all.Count, cases.Length, costs, double.NaN, rate, steps);
    }
}
