using System.Globalization;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;

namespace Rota.Torch.Learners;

/// <summary>Imitates its own best: of several samples of each case the cheapest becomes the target (self-labelling, Corsini and others 2024). No rewards, no critic.</summary>
/// <param name="options">Settings.</param>
public sealed class SelfLabelling(ImitationOptions options) : ILearner
{
    /// <inheritdoc/>
    public string Name => "self-labelling";

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"self-labelling: {options}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation)
    {
        var model = context.Model;
        var policy = new NetworkPolicy(model.Network(), "learner");
        var random = context.Seeds.For("self-labelling").Split(update);
        var cases = Enumerable.Range(0, options.Cases).Select(i => random.Split(i).NextBits()).ToArray();
        var played = Episodes.Play(context, policy, cases, options.Samples, random.Split("episodes"), cancellation);
        var targets = new Demonstrations(model.Layout.Schema);
        var decisions = 0L;
        foreach (var samples in played)
        {
            decisions += samples.Sum(sample => (long)sample.Episode.Count);
            var best = samples.MinBy(sample => sample.Cost);
            // Every case weighs alike, however many decisions it has.
            for (var d = 0; d < best.Episode.Count; d++) targets.Add(best.Episode, d, 1f / best.Episode.Count);
        }
        var costs = played.Average(samples => samples.Average(sample => sample.Cost));
        var stats = Imitation.Learn(context, targets, options, costs, cases.Length * options.Samples, update, total, cancellation);
        return stats with { Decisions = decisions };
    }
}
