using Rota.Randomness;

namespace Rota.Learning.Networks;

/// <summary>A network as a policy.</summary>
/// <param name="network">The network.</param>
/// <param name="name">Its name.</param>
public sealed class NetworkPolicy(PolicyNetwork network, string name) : IPolicy
{
    private readonly Scratch scores = new();

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The network.</summary>
    public PolicyNetwork Network => network;

    /// <inheritdoc/>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var observation = decision.Observation;
        var logits = scores.Of(observation.CandidateCount);
        var value = network.Evaluate(observation, logits);
        Sampling.Mask(logits, observation.Legal);
        var choice = Sampling.Draw(logits, random, temperature);
        Sampling.LogSoftmax(logits);
        return new(choice, logits[choice], value);
    }

    /// <summary>Log-probabilities of all candidates at temperature 1, and the value.</summary>
    public float Probabilities(Observation observation, Span<float> logProbabilities)
    {
        var value = network.Evaluate(observation, logProbabilities);
        Sampling.Mask(logProbabilities, observation.Legal);
        Sampling.LogSoftmax(logProbabilities);
        return value;
    }

    /// <inheritdoc/>
    public float Value(in Decision decision) => network.Value(decision.Observation);

    /// <inheritdoc/>
    public IPolicy ForThread() => new NetworkPolicy(network.ForThread(), name);
}
