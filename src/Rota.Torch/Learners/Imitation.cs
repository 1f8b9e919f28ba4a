using System.Globalization;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Torch.Training;

namespace Rota.Torch.Learners;

/// <summary>Learns what an expert would choose, first where the expert goes, then where the learner itself gets into (behaviour cloning and DAgger).</summary>
/// <param name="options">Settings.</param>
/// <param name="expert">Any policy: a rule, a search, a solver behind the interface.</param>
public sealed class Imitation(ImitationOptions options, IPolicy expert) : ILearner
{
    /// <inheritdoc/>
    public string Name => "imitation";

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"imitation of {expert.Name}: {options}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation)
    {
        var model = context.Model;
        var random = context.Seeds.For("imitation").Split(update);
        var driver = update >= options.Dagger * total ? new NetworkPolicy(model.Network(), "learner") : null;
        var demonstrations = new Demonstrations(model.Layout.Schema);
        var environment = context.Create();
        var costs = 0.0;
        for (var i = 0; i < options.Cases; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            costs += demonstrations.Record(environment, random.Split(i).NextBits(), expert, driver) / options.Cases;
        }
        return Learn(context, demonstrations, options, costs, options.Cases, update, total, cancellation);
    }

    internal static UpdateStats Learn(
        LearnerContext context, Demonstrations demonstrations, ImitationOptions options, double costs, int episodes, int update, int total, CancellationToken cancellation)
    {
        var rate = options.Rate * (1 - (update / (double)total));
        if (demonstrations.Count == 0) return new(0, episodes, costs, double.NaN, rate, default);
        var samples = new Samples(
            demonstrations.Observations, demonstrations.Choices.ToArray(), new float[demonstrations.Count], demonstrations.Weights.ToArray(), null,
            [.. Enumerable.Range(0, demonstrations.Count)]);
        var steps = GradientSteps.Imitate(
            context.Model, samples, options.Epochs, options.Minibatches, options.LargestNorm, rate, context.Seeds.For("minibatches").Split(update), cancellation);
        return new(demonstrations.Count, episodes, costs, double.NaN, rate, steps);
    }
}
