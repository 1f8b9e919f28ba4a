using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Learning;

/// <summary>A score that is linear in a candidate's features: the smallest learned policy, for a handful of weights found by <see cref="Tuning.EvolutionStrategy"/>.</summary>
/// <param name="weights">One weight a candidate feature.</param>
/// <param name="name">Its name.</param>
public sealed class LinearPolicy(ImmutableArray<double> weights, string name = "linear") : IPolicy
{
    /// <summary>The weights.</summary>
    public ImmutableArray<double> Weights => weights;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var observation = decision.Observation;
        var count = observation.CandidateCount;
        Span<float> logits = count <= 256 ? stackalloc float[count] : new float[count];
        var features = observation.Candidates;
        for (var i = 0; i < count; i++)
        {
            var score = 0.0;
            for (var k = 0; k < weights.Length; k++) score += weights[k] * features[(i * weights.Length) + k];
            logits[i] = (float)score;
        }
        Sampling.Mask(logits, observation.Legal);
        var choice = Sampling.Draw(logits, random, temperature);
        Sampling.LogSoftmax(logits);
        return new(choice, logits[choice]);
    }
}
