using System.Globalization;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;

namespace Rota.Torch.Learners;

/// <summary>
/// Learns from prices: at decisions along its own way an assessor says what every candidate costs; the cheapest is imitated, with the weight of what the others cost more. Where all cost the
/// same nothing is learnt, where a mistake is dear much (cost-sensitive classification on the learner's own states; Ross and Bagnell 2014).
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="name">What the assessor is called.</param>
/// <param name="price">The cost of every candidate of the environment's present decision.</param>
public sealed class Priced(PricedOptions options, string name, Func<IEnvironment, double[]> price) : ILearner
{
    /// <inheritdoc/>
    public string Name => "priced";

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"candidates priced by {name}: {options}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation)
    {
        var model = context.Model;
        var policy = new NetworkPolicy(model.Network(), "learner");
        var random = context.Seeds.For("priced").Split(update);
        var examples = new Demonstrations(model.Layout.Schema);
        var mean = Episodes.Along(context, policy, random, options.Cases, options.Share, options.Temperature, (environment, observation, _) =>
        {
            var prices = price(environment);
            var least = prices.Min();
            if (prices.Max() > least) examples.Add(observation, Array.IndexOf(prices, least), (float)(prices.Sum(one => one - least) / prices.Length));
        }, cancellation);
        var settings = new ImitationOptions { Rate = options.Rate, Epochs = 1, Minibatches = options.Minibatches, LargestNorm = options.LargestNorm };
        return Imitation.Learn(context, examples, settings, mean, options.Cases, update, total, cancellation);
    }
}
