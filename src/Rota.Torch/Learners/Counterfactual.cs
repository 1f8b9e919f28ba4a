using System.Globalization;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Torch.Training;

namespace Rota.Torch.Learners;

/// <summary>
/// Learns from what every choice would have led to: at decisions along a case each candidate is carried out on a fork and played to the end several times; the policy
/// then moves towards the candidates with the lower cost, all of them at once (the all-action policy gradient of Sutton and others 2001, with the vines of
/// Schulman and others 2015). Little noise where whole episodes say almost nothing about one choice. Needs an environment that forks.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="player">Who plays the forks to the end; null for the policy itself.</param>
public sealed class Counterfactual(CounterfactualOptions options, IPolicy? player = null) : ILearner
{
    /// <inheritdoc/>
    public string Name => "counterfactual";

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"counterfactual, ends played by {player?.Name ?? "itself"}: {options}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation)
    {
        var model = context.Model;
        var policy = new NetworkPolicy(model.Network(), "learner");
        var random = context.Seeds.For("counterfactual").Split(update);
        var (batch, costs) = (new ObservationBatch(model.Layout.Schema), new List<float>());
        var scratch = new Observation(model.Layout.Schema);
        var mean = Episodes.Along(context, policy, random, options.Cases, options.Share, options.Temperature, (environment, observation, chance) =>
        {
            batch.Add(observation);
            Look(environment, player ?? policy, scratch, chance, costs);
        }, cancellation);
        var left = 1 - (update / (double)total);
        if (batch.Count == 0) return new(0, options.Cases, mean, double.NaN, options.Rate * left, default);
        var steps = GradientSteps.ExpectedCost(
            model, batch, [.. costs], options.Minibatches, options.Entropy * left, options.LargestNorm, options.Rate * left, context.Seeds.For("minibatches").Split(update), cancellation);
        return new(batch.Count, options.Cases, mean, double.NaN, options.Rate * left, steps);
    }

    /// <summary>The cost of every candidate beside their mean, in shares of it; 0 for one that is illegal.</summary>
    private void Look(IEnvironment environment, IPolicy plays, Observation scratch, Randomness.RandomStream chance, List<float> costs)
    {
        var count = environment.CandidateCount;
        var ends = new double[count];
        for (var c = 0; c < count; c++)
        {
            if (!environment.IsLegal(c))
            {
                ends[c] = double.NaN;
                continue;
            }
            var samples = plays.UsesChance ? options.Samples : 0;
            for (var sample = 0; sample <= samples; sample++)
            {
                var fork = environment.Fork() ?? throw new RotaException($"{environment.Schema.Environment} cannot be forked");
                if (!fork.Step(c).IsOver) Finish(fork, plays, scratch, chance, sample == 0 ? 0 : options.Temperature);
                ends[c] += fork.Cost / (samples + 1);
            }
        }
        var mean = ends.Where(double.IsFinite).Average();
        foreach (var end in ends) costs.Add(double.IsFinite(end) ? (float)((end - mean) / Math.Max(1e-9, Math.Abs(mean))) : 0);
    }

    private static void Finish(IEnvironment fork, IPolicy plays, Observation scratch, Randomness.RandomStream chance, double temperature)
    {
        while (fork.CandidateCount > 0)
        {
            if (plays.NeedsObservation) scratch.Capture(fork);
            if (fork.Step(plays.Choose(new(fork, scratch), chance, temperature).Candidate).IsOver) return;
        }
    }
}
