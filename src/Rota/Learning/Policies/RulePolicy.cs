using Rota.Randomness;

namespace Rota.Learning;

/// <summary>A rule as a policy: every legal candidate gets a rank, the lowest goes first, ties to the first candidate. Chance plays no part.</summary>
/// <param name="name">The rule's name.</param>
/// <param name="rank">Rank of a candidate of the unwrapped environment; never NaN.</param>
public sealed class RulePolicy(string name, Func<IEnvironment, int, double> rank) : IPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool NeedsObservation => false;

    /// <inheritdoc/>
    public bool UsesChance => false;

    /// <inheritdoc/>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var environment = decision.Environment;
        var (best, lowest) = (-1, double.PositiveInfinity);
        for (var i = 0; i < environment.CandidateCount; i++)
        {
            if (!environment.IsLegal(i)) continue;
            var value = rank(environment.Unwrapped, i);
            if (best >= 0 && value >= lowest) continue;
            (best, lowest) = (i, value);
        }
        return new(best);
    }
}
